"""Finds the words that state a known number, to label quantities whose annotation gives the figure only."""

import re

_UNITS = {w: i for i, w in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen".split())}
_UNITS.update({w: 10 * i for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)})
_UNITS.update({"a": 1, "an": 1, "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 1000, "tens": 20, "several": 3,
               "couple": 2, "dozen": 12, "millions": 1000000})
_SCALE = {"hundred": 100, "thousand": 1000, "million": 10 ** 6, "billion": 10 ** 9, "trillion": 10 ** 12, "m": 10 ** 6,
          "bn": 10 ** 9, "crore": 10 ** 7, "lakh": 10 ** 5, "dozen": 12, "hundreds": 100, "thousands": 1000,
          "millions": 10 ** 6}
_BETWEEN = ("-", "of")


def value(words):
    """Number stated by consecutive words, or None: "two dozen", "twenty-two", "tens of thousands"."""
    total = None
    for i, w in enumerate(words):
        w = w.lower()
        m = re.fullmatch(r"\d[\d,]*(\.\d+)?", w)
        if m:
            v = float(w.replace(",", ""))
        elif w in _SCALE and total is not None:
            total *= _SCALE[w]
            continue
        elif w in _UNITS:
            v = _UNITS[w]
        elif w in _BETWEEN and 0 < i < len(words) - 1:
            continue
        else:
            return None
        total = v if total is None else total + v
    return total


def find(forms, target, lo, hi, near):
    """Indexes of the words in [lo, hi) that state `target`, the longest run and of those the nearest to the word `near`, or []."""
    for n in (3, 2, 1):
        for i in sorted(range(lo, hi - n + 1), key=lambda i: (abs(i - near), i)):
            v = value(forms[i:i + n])
            if v is not None and abs(v - target) < 1e-6 and not (n == 1 and forms[i].lower() in ("a", "an")):
                return list(range(i, i + n))
    return []
