"""What the features of a statement and the signs of an answer count, as plain data.

Both tables were fitted on the questions of the authors in `benchmarks/questions`, with all weights
held small. Leaving out one author at a time finds as many of that author's answers as more features
do (each topic by itself, neighbors in the section, answers unlike each other, WordNet's relations).
"""

from __future__ import annotations

WEIGHTS: dict[str, float] = {
    "covered": 2.28,
    "either_section": 1.60,
    "either_words": 1.67,
    "evidence_section": 1.67,
    "evidence_words": 1.41,
    "faint_section": 0.10,
    "faint_words": -0.14,
    "found": 1.06,
    "hint_section": 1.32,
    "hint_words": 2.54,
    "long": -0.72,
    "measure": 2.16,
    "named_around": 0.25,
    "named_around_by_kind": -0.14,
    "named_by_kind": -0.07,
    "named_full": -0.09,
    "named_glossed": 0.61,
    "named_near": 0.13,
    "named_near_around": 0.81,
    "named_partly": -0.44,
    "opens_list": -0.58,
    "plain_around": 0.48,
    "plain_by_kind": -0.42,
    "plain_full": -0.22,
    "plain_glossed": 0.70,
    "plain_near": 1.20,
    "plain_near_around": 1.02,
    "plain_partly": -0.20,
    "rare_named": 1.78,
    "rare_plain": 1.78,
    "short": -0.42,
    "spoken": 1.24,
}
"""Of the features of `features.py`: a softmax over the statements of a page, so that a right one
gets the most of it, on the answerable questions (L2 0.005)."""

DECISION: dict[str, float] = {
    "bias": -3.06,
    "first": 1.23,
    "best": 1.61,
    "lost": -1.70,
    "lost_named": -0.80,
    "topics": -0.64,
    "score": 1.67,
    "margin": 0.61,
    "no_units": 0.83,
    "story": 0.85,
}
"""Of the signs of `deciding.py`: a logistic regression that tells answerable questions with a right
statement among the first three from unanswerable ones, each of these counted three times (L2
0.005)."""
