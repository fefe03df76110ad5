"""Examples of what is sent and answered, for the description; tests hold them against the API."""

from __future__ import annotations

from typing import Any

Example = dict[str, Any]

EDITIONS = "/api/v1/monographs/opzelura/editions"

MONOGRAPH: Example = {
    "id": "opzelura",
    "title": "What is Opzelura (ruxolitinib)?",
    "name": "Opzelura",
    "kind": "drug",
    "updated": "2025-08-28",
    "lang": "en",
    "summary": "Opzelura is a cream for atopic dermatitis and non-segmental vitiligo.",
    "codes": {"icd10": ["L20.9", "L80"]},
    "audiences": [
        {
            "audience": "patient",
            "lang": "en",
            "status": "approved",
            "links": {"edition": f"{EDITIONS}/patient?lang=en", "page": "/m/opzelura/patient"},
        }
    ],
    "links": {
        "self": "/api/v1/monographs/opzelura",
        "page": "/m/opzelura",
        "ask": "/api/v1/monographs/opzelura/ask",
    },
}
MONOGRAPHS: Example = {
    "total": 1,
    "page": 1,
    "pages": 1,
    "monographs": [MONOGRAPH],
    "links": {
        "self": "/api/v1/monographs?q=eczema&page=1",
        "first": "/api/v1/monographs?q=eczema&page=1",
        "last": "/api/v1/monographs?q=eczema&page=1",
        "prev": None,
        "next": None,
    },
}
AUDIENCES: Example = {
    "audiences": [
        {
            "id": "patient",
            "label": "I am a patient",
            "description": "Plain words about what it is, what to do and when to get help.",
            "address": "you",
            "canonical": False,
            "recipient": "PAT",
            "targets": {"flesch_kincaid": 6.0, "smog_adjusted": 6.0, "smog": 8.0},
        }
    ]
}
SCORES: Example = {
    "counts": {"words": 6, "sentences": 1, "syllables": 9},
    "formulas": {"flesch_kincaid": 4.5, "smog": 3.1},
    "adjusted": {"flesch_kincaid": 2.5, "smog": 3.1},
    "difficulty": 2.6,
    "hard_words": [],
    "sentences": [
        {
            "text": "Take one tablet in the morning.",
            "start": 0,
            "end": 31,
            "words": 6,
            "grade": 4.5,
            "difficulty": 2.6,
            "reasons": [],
        }
    ],
}
EDITION: Example = {
    "monograph": "opzelura",
    "audience": "patient",
    "lang": "en",
    "fingerprint": "218bbdfc6c76d9cc4c7d46a87b036b5fe0ce7959e61edcded5f3d150c15c4c97",
    "status": "approved",
    "sections": [
        {
            "id": "dosage",
            "role": "dosage",
            "heading": "How do I use it?",
            "blocks": [
                {
                    "kind": "paragraph",
                    "statements": [
                        {
                            "id": "s-71e4d4d1c0",
                            "source": "Apply a thin layer twice daily to affected skin.",
                            "text": "Put a thin layer on the affected skin twice a day.",
                            "origin": "wording",
                            "needs_writer": False,
                            "citations": [1],
                            "changes": [],
                            "findings": [],
                        }
                    ],
                }
            ],
        }
    ],
    "ledger": [
        {
            "fact": "twice daily",
            "kind": "frequency",
            "statement": "s-71e4d4d1c0",
            "obligation": "must",
            "fate": "kept",
            "proof": "program",
            "where": [38, 49],
        }
    ],
    "left_out": [],
    "scores": SCORES,
    "taught": [{"term": "vitiligo", "gloss": "a condition in which skin loses its color"}],
}
JUDGED: Example = {
    "results": [
        {
            "id": "a1",
            "ok": True,
            "proved": True,
            "facts": [
                {
                    "fact": "60 g",
                    "kind": "quantity",
                    "verdict": "kept",
                    "source_span": [21, 25],
                    "rewrite_span": [12, 20],
                },
                {
                    "fact": "per week",
                    "kind": "frequency",
                    "verdict": "kept",
                    "source_span": [26, 34],
                    "rewrite_span": [21, 32],
                },
            ],
            "findings": [],
        }
    ]
}
REWRITTEN: Example = {
    "results": [
        {
            "id": "a1",
            "output": "Headache happened in 5 out of 100 people (5%).",
            "origin": "pattern",
            "changes": [
                {
                    "rule": "pattern:rate-plain",
                    "before": "Headache occurred in 5% of patients.",
                    "after": "Headache happened in 5 out of 100 people (5%).",
                }
            ],
            "findings": [],
        }
    ]
}
REPLY: Example = {
    "answers": [
        {
            "statement": "s-71e4d4d1c0",
            "text": "Put a thin layer on the affected skin twice a day.",
            "citations": [1],
            "url": "/m/opzelura/patient#s-s-71e4d4d1c0",
            "heading": "How do I use it?",
            "lead": "",
            "left_out": False,
        }
    ],
    "declined": False,
    "urgent": False,
    "emergency": None,
    "help": [],
}
SENT: dict[str, Example] = {
    "scoreText": {
        "text": "Take one tablet in the morning.",
        "taught": ["tablet"],
        "lang": "en",
    },
    "judgeRewrites": {
        "pairs": [
            {
                "id": "a1",
                "source": "Do not use more than 60 g per week.",
                "rewrite": "Use at most 60 grams in one week.",
                "role": "dosage",
            }
        ]
    },
    "rewriteTexts": {
        "audience": "patient",
        "lines": [
            {
                "id": "a1",
                "source": "Headache occurred in 5% of patients.",
                "role": "adverse_reactions",
            }
        ],
    },
    "askQuestion": {"question": "how much cream in a week", "audience": "patient"},
}
"""A body for each operation that takes one."""
FAULTS: dict[int, list[dict[str, str]]] = {
    400: [{"detail": "This must be a whole number from 1", "parameter": "page"}],
    422: [{"detail": "This is missing", "pointer": "#/pairs/0/source"}],
}
"""Faults in a problem, by status."""
