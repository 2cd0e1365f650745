"""Numbers as Vietnamese writes them: "1.234,5"."""

from __future__ import annotations

import re

NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}|\d+(?:[.,]\d+)?"
_GROUPED = re.compile(r"(?!0)\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_GROUPED_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3}){2,}")


def parse_number(text: str) -> float:
    """The value of a number in Vietnamese notation: "1.234,5" is 1234.5, "05" is 5, "3.5" is 3.5.

    Raises ValueError where the text is no number.
    """
    digits = text.strip()
    if _GROUPED.fullmatch(digits):
        return float(digits.replace(".", "").replace(",", "."))
    if _GROUPED_ENGLISH.fullmatch(digits):
        return float(digits.replace(",", ""))
    if re.fullmatch(r"\d+(?:[.,]\d+)?", digits):
        return float(digits.replace(",", "."))
    raise ValueError(f"not a number in Vietnamese notation: {text!r}")


def format_number(value: float) -> str:
    """Vietnamese notation, up to six decimals: 1234.5 is "1.234,5". `parse_number` reads it back."""
    whole, _, decimals = f"{value:,.6f}".partition(".")
    decimals = decimals.rstrip("0")
    return whole.replace(",", ".") + ("," + decimals if decimals else "")
