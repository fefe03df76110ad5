"""What the features of a statement and the signs of an answer count, as plain data.

Both tables were fitted on the questions of the authors in `benchmarks/questions`, with all weights
held small. Leaving out one author at a time finds as many of that author's answers as more features
do (each topic by itself, neighbors in the section, answers unlike each other, WordNet's relations).
"""

from __future__ import annotations

WEIGHTS: dict[str, float] = {
    "covered": 2.22,
    "either_section": 1.57,
    "either_words": 1.59,
    "evidence_section": 1.67,
    "evidence_words": 1.49,
    "faint_words": -0.37,
    "found": 0.97,
    "hint_section": 1.31,
    "hint_words": 2.42,
    "long": -0.77,
    "measure": 2.22,
    "named_around": 0.22,
    "named_around_by_kind": -0.11,
    "named_glossed": 0.59,
    "named_near_around": 0.77,
    "named_partly": -0.45,
    "opens_list": -0.60,
    "plain_around": 0.40,
    "plain_by_kind": -0.37,
    "plain_full": -0.14,
    "plain_glossed": 0.57,
    "plain_near": 0.84,
    "plain_near_around": 1.02,
    "plain_partly": -0.32,
    "rare_named": 1.87,
    "rare_plain": 1.73,
    "short": -0.31,
    "spoken": 0.94,
}
"""Of the features of `features.py`: a softmax over the statements of a page, so that a right one
gets the most of it, on the answerable questions (L2 0.005)."""

DECISION: dict[str, float] = {
    "bias": -2.95,
    "first": 1.15,
    "best": 1.43,
    "lost": -1.86,
    "lost_named": -1.04,
    "topics": -0.49,
    "score": 1.44,
    "margin": 1.13,
    "no_units": 0.58,
    "story": 0.85,
}
"""Of the signs of `deciding.py`: a logistic regression that tells answerable questions with a right
statement among the first three from unanswerable ones, each of these counted three times (L2
0.005)."""
