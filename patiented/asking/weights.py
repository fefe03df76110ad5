"""What the features of a statement and the signs of an answer count, as plain data.

Both tables were fitted on the questions of the authors in `benchmarks/questions`, with all weights
held small. Leaving out one author at a time finds as many of that author's answers as more features
do (each topic by itself, neighbors in the section, answers unlike each other, WordNet's relations).
"""

from __future__ import annotations

WEIGHTS: dict[str, float] = {
    "covered": 1.85,
    "either_section": 2.12,
    "either_words": 2.20,
    "evidence_section": 1.76,
    "evidence_words": 2.06,
    "faint_section": -0.11,
    "faint_words": 0.13,
    "found": 1.06,
    "hint_section": 1.54,
    "hint_words": 2.51,
    "long": -1.02,
    "measure": 2.19,
    "named_around": 0.30,
    "named_by_kind": 0.23,
    "named_full": 0.07,
    "named_glossed": 0.60,
    "named_near_around": 0.64,
    "named_partly": -0.33,
    "opens_list": -0.55,
    "plain_around": 0.45,
    "plain_by_kind": -0.34,
    "plain_full": -0.26,
    "plain_glossed": 0.80,
    "plain_near": 1.29,
    "plain_near_around": 0.91,
    "plain_partly": -0.27,
    "rare_named": 1.61,
    "rare_plain": 1.55,
    "short": -0.47,
    "spoken": 1.33,
}
"""Of the features of `features.py`: a softmax over the statements of a page, so that a right one
gets the most of it, on the answerable questions (L2 0.005)."""

DECISION: dict[str, float] = {
    "bias": -3.04,
    "first": 1.06,
    "best": 1.30,
    "lost": -1.80,
    "lost_named": -0.81,
    "topics": -0.60,
    "score": 1.50,
    "margin": 1.45,
    "no_units": 0.86,
    "story": 0.51,
}
"""Of the signs of `deciding.py`: a logistic regression that tells answerable questions with a right
statement among the first three from unanswerable ones, each of these counted three times (L2
0.005)."""
