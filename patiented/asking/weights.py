"""What the features of a statement and the signs of an answer count, as plain data.

Both tables were fitted on the questions of the authors in `benchmarks/questions`, with all weights
held small. Leaving out one author at a time finds as many of that author's answers as more features
do (each topic by itself, neighbors in the section, answers unlike each other, WordNet's relations).
"""

from __future__ import annotations

WEIGHTS: dict[str, float] = {
    "covered": 2.30,
    "either_section": 1.60,
    "either_words": 1.67,
    "evidence_section": 1.68,
    "evidence_words": 1.46,
    "faint_section": 0.10,
    "faint_words": -0.14,
    "found": 1.04,
    "hint_section": 1.34,
    "hint_words": 2.53,
    "long": -0.71,
    "measure": 2.16,
    "named_around": 0.25,
    "named_around_by_kind": -0.14,
    "named_by_kind": -0.07,
    "named_full": -0.10,
    "named_glossed": 0.62,
    "named_near": 0.12,
    "named_near_around": 0.82,
    "named_partly": -0.44,
    "opens_list": -0.58,
    "plain_around": 0.47,
    "plain_by_kind": -0.43,
    "plain_full": -0.24,
    "plain_glossed": 0.76,
    "plain_near": 1.19,
    "plain_near_around": 1.01,
    "plain_partly": -0.20,
    "rare_named": 1.78,
    "rare_plain": 1.79,
    "short": -0.42,
    "spoken": 1.25,
}
"""Of the features of `features.py`: a softmax over the statements of a page, so that a right one
gets the most of it, on the answerable questions (L2 0.005)."""

DECISION: dict[str, float] = {
    "bias": -3.05,
    "first": 1.21,
    "best": 1.64,
    "lost": -1.69,
    "lost_named": -0.82,
    "topics": -0.63,
    "score": 1.66,
    "margin": 0.59,
    "no_units": 0.82,
    "story": 0.87,
}
"""Of the signs of `deciding.py`: a logistic regression that tells answerable questions with a right
statement among the first three from unanswerable ones, each of these counted three times (L2
0.005)."""
