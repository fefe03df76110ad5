"""Says numbers in English words, the way a US reader says them aloud.

Not here: finding numbers in a text (`spoken.py`). Compound numbers are separate words, without
hyphen ("ninety four"), so that "94.6%" counts as five words.
"""

from __future__ import annotations

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand"))
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_PARTS = {2: ("half", "halves"), 4: ("quarter", "quarters")}
_LONGEST_NUMBER = 15
_LARGEST_PART = 100
_TEN = 10
_YEARS = range(1900, 2100)


def cardinal(number: int) -> str:
    """Say a whole number below 10**15 that is not negative: 1024 is "one thousand twenty four"."""
    words: list[str] = []
    for size, name in _SCALES:
        if number >= size:
            words += [_below_thousand(number // size), name]
            number %= size
    if number or not words:
        words.append(_below_thousand(number))
    return " ".join(words)


def ordinal(number: int) -> str:
    """Say the rank of a number: 21 is "twenty first"."""
    *front, last = cardinal(number).split()
    rank = last[:-1] + "ieth" if last.endswith("y") else _ORDINALS.get(last, last + "th")
    return " ".join([*front, rank])


def digits(figures: str) -> str:
    """Say each figure by itself, as in a telephone number or after a decimal point."""
    return " ".join(_ONES[int(figure)] for figure in figures)


def decimal(figures: str) -> str:
    """Say a number written in figures, with or without thousands commas and a decimal point."""
    whole, point, rest = figures.replace(",", "").partition(".")
    if len(whole) > _LONGEST_NUMBER or (len(whole) > 1 and whole.startswith("0")):
        front = digits(whole)
    elif whole:
        front = cardinal(int(whole))
    else:
        front = ""
    if not point:
        return front
    return f"{front} point {digits(rest)}".strip()


def year(number: int) -> str:
    """Say a year: 1998 is "nineteen ninety eight", 2005 "two thousand five"."""
    century, rest = divmod(number, 100)
    if number in range(2000, 2010):
        return cardinal(number)
    if rest == 0:
        return f"{cardinal(century)} hundred"
    between = "oh " if rest < _TEN else ""
    return f"{cardinal(century)} {between}{cardinal(rest)}"


def is_year(number: int) -> bool:
    """Tell whether four bare figures are read as a year rather than as an amount."""
    return number in _YEARS


def fraction(part: int, whole: int) -> str | None:
    """Say a proper fraction, 3/4 as "three quarters"; None where people would not say it so."""
    if not 0 < part < whole or whole > _LARGEST_PART:
        return None
    one, many = _PARTS.get(whole, (ordinal(whole), ordinal(whole) + "s"))
    return f"{cardinal(part)} {one if part == 1 else many}"


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    words = [_ONES[hundreds], "hundred"] if hundreds else []
    if rest >= len(_ONES):
        tens, ones = divmod(rest, 10)
        words.append(_TENS[tens])
        if ones:
            words.append(_ONES[ones])
    elif rest or not hundreds:
        words.append(_ONES[rest])
    return " ".join(words)
