"""What the features of a statement and the signs of an answer count, as plain data.

Both tables were fitted on the questions of the authors in `benchmarks/questions`, with all weights
held small. Leaving out one author at a time finds as many of that author's answers as more features
do (each topic by itself, neighbors in the section, answers unlike each other, WordNet's relations).
"""

from __future__ import annotations

WEIGHTS: dict[str, float] = {
    "covered": 2.24,
    "either_section": 1.38,
    "either_words": 1.42,
    "evidence_section": 1.61,
    "evidence_words": 1.19,
    "faint_section": 0.13,
    "faint_words": -0.07,
    "found": 1.01,
    "hint_section": 1.32,
    "hint_words": 2.45,
    "long": -0.69,
    "measure": 2.19,
    "named_around": 0.21,
    "named_around_by_kind": -0.14,
    "named_glossed": 0.60,
    "named_near": 0.22,
    "named_near_around": 0.87,
    "named_partly": -0.47,
    "opens_list": -0.58,
    "plain_around": 0.50,
    "plain_by_kind": -0.39,
    "plain_glossed": 0.82,
    "plain_near": 1.28,
    "plain_near_around": 0.74,
    "plain_partly": -0.23,
    "rare_named": 1.78,
    "rare_plain": 1.85,
    "short": -0.28,
    "spoken": 1.08,
}
"""Of the features of `features.py`: a softmax over the statements of a page, so that a right one
gets the most of it, on the answerable questions (L2 0.005)."""

DECISION: dict[str, float] = {
    "bias": -3.26,
    "first": 1.09,
    "best": 1.50,
    "lost": -1.69,
    "lost_named": -0.90,
    "topics": -0.67,
    "score": 1.98,
    "margin": 0.52,
    "no_units": 0.59,
    "story": 0.83,
}
"""Of the signs of `deciding.py`: a logistic regression that tells answerable questions with a right
statement among the first three from unanswerable ones, each of these counted three times (L2
0.005)."""
