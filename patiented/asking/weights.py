"""What the features of a statement and the signs of an answer count, as plain data.

Both tables were fitted on the questions of the authors in `benchmarks/questions`, with all weights
held small. Leaving out one author at a time finds as many of that author's answers as more features
do (each topic by itself, neighbors in the section, answers unlike each other, WordNet's relations).
"""

from __future__ import annotations

WEIGHTS: dict[str, float] = {
    "covered": 2.25,
    "either_section": 1.38,
    "either_words": 1.42,
    "evidence_section": 1.54,
    "evidence_words": 1.21,
    "faint_section": 0.13,
    "faint_words": -0.07,
    "found": 1.02,
    "hint_section": 1.36,
    "hint_words": 2.46,
    "long": -0.69,
    "measure": 2.11,
    "named_around": 0.21,
    "named_around_by_kind": -0.13,
    "named_glossed": 0.61,
    "named_near": 0.15,
    "named_near_around": 0.84,
    "named_partly": -0.53,
    "opens_list": -0.59,
    "plain_around": 0.58,
    "plain_by_kind": -0.39,
    "plain_glossed": 0.84,
    "plain_near": 1.25,
    "plain_near_around": 0.71,
    "plain_partly": -0.33,
    "rare_named": 1.79,
    "rare_plain": 1.84,
    "short": -0.23,
    "spoken": 1.11,
}
"""Of the features of `features.py`: a softmax over the statements of a page, so that a right one
gets the most of it, on the answerable questions (L2 0.005)."""

DECISION: dict[str, float] = {
    "bias": -3.46,
    "first": 1.22,
    "best": 1.57,
    "lost": -1.57,
    "lost_named": -0.90,
    "topics": -0.62,
    "score": 2.00,
    "margin": 0.55,
    "no_units": 0.58,
    "story": 0.82,
}
"""Of the signs of `deciding.py`: a logistic regression that tells answerable questions with a right
statement among the first three from unanswerable ones, each of these counted three times (L2
0.005)."""
