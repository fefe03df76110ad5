"""Writes `patiented/readability/data/familiar.txt` from the list that textstat ships (MIT).

    python scripts/build_readability_familiar.py EASY_WORDS LICENSE

EASY_WORDS is `textstat/resources/en/easy_words.txt`, LICENSE the licence file of the same release.
The list is Dale's list of words known to children in fourth grade, with the inflections that
textstat's authors added. Lines are sorted, lower-cased and made unique; nothing is added or taken
away.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from patiented.readability.tables import DATA

HEADER = """\
# Words familiar to most children of ten, after Edgar Dale's list; used for the Dale-Chall formulas.
# Taken from textstat (MIT licence below) by scripts/build_readability_familiar.py; do not edit by
hand. #
"""


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", type=Path)
    parser.add_argument("licence", type=Path)
    options = parser.parse_args()
    found = options.words.read_text(encoding="utf-8").split()
    words = sorted({word.lower() for word in found})
    licence = options.licence.read_text(encoding="utf-8").splitlines()
    head = HEADER + "".join(f"# {line}".rstrip() + "\n" for line in licence)
    (DATA / "familiar.txt").write_text(head + "\n".join(words) + "\n", encoding="utf-8")
    print(f"{len(words)} words")


if __name__ == "__main__":
    main()
