"""What each feature of a statement counts (`features.py`), as plain data.

Fitted: a softmax over the statements of a page, so that a right one gets the most of it, with all
weights held small (L2 0.005), on the answerable questions of the authors in `benchmarks/questions`.
Leaving out one author at a time finds as many of that author's answers as keeping all features
apart, or weighing topics one by one, did; so there are no more features than these.
"""

from __future__ import annotations

WEIGHTS = {
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

DECISION = dict.fromkeys(
    ("bias", "first", "best", "lost", "lost_named", "topics", "score", "margin", "no_units", "story"), 1.0
)
