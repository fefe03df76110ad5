"""What the features of a statement and the signs of an answer count, as plain data.

Both tables were fitted on the questions of the authors in `benchmarks/questions`, with all weights
held small. Leaving out one author at a time finds as many of that author's answers as more features
do (each topic by itself, neighbors in the section, answers unlike each other, WordNet's relations).
"""

from __future__ import annotations

WEIGHTS: dict[str, float] = {
    "covered": 1.65,
    "either_section": 1.99,
    "either_words": 1.95,
    "evidence_section": 1.78,
    "evidence_words": 2.13,
    "faint_section": -0.16,
    "faint_words": 0.17,
    "found": 0.89,
    "hint_section": 1.47,
    "hint_words": 2.46,
    "long": -0.54,
    "measure": 2.33,
    "named_around": 0.24,
    "named_by_kind": 0.46,
    "named_full": 0.16,
    "named_glossed": 0.59,
    "named_near": 0.10,
    "named_near_around": 0.51,
    "named_partly": -0.31,
    "opens_list": -0.54,
    "plain_around": 0.43,
    "plain_by_kind": -0.33,
    "plain_full": -0.13,
    "plain_glossed": 1.02,
    "plain_near": 1.36,
    "plain_near_around": 1.04,
    "plain_partly": -0.31,
    "rare_named": 1.63,
    "rare_plain": 1.62,
    "short": -0.56,
    "spoken": 1.40,
}
"""Of the features of `features.py`: a softmax over the statements of a page, so that a right one
gets the most of it, on the answerable questions (L2 0.005)."""

DECISION: dict[str, float] = {
    "bias": -2.46,
    "first": 1.32,
    "best": 1.58,
    "lost": -2.06,
    "lost_named": -1.18,
    "topics": -0.49,
    "score": 1.34,
    "margin": 0.69,
    "no_units": 0.64,
    "story": 0.58,
}
"""Of the signs of `deciding.py`: a logistic regression that tells answerable questions with a right
statement among the first three from unanswerable ones, each of these counted three times (L2
0.005)."""
