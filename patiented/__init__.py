"""patiented: one canonical monograph in, one guarded edition per audience out."""

from __future__ import annotations

__version__ = "0.1.0"
