"""The rules of `word_rules.toml`, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from knowledge.models import Fact
from knowledge.vietnamese import fold


class PartRule(Fact):
    """How one part is set: sizes in points, `rule` the drawn line's share of the text's width."""

    source: str
    size: float
    range: tuple[float, float]
    bold: bool = False
    italic: bool = False
    align: Literal["left", "center", "justify"]
    rule: float | None = None
    space_before: float = 0
    space_after: float = 0
    keep_with_next: bool = False
    body: bool = False


@cache
def rules() -> dict[str, Any]:
    """The whole table."""
    return tomllib.loads(files("bot.rendering").joinpath("word_rules.toml").read_text(encoding="utf-8"))


@cache
def part(name: str) -> PartRule:
    """The rule of one part. Raises KeyError for a part that the table does not have."""
    return PartRule.model_validate(rules()["part"][name])


@cache
def _letter_widths() -> dict[str, int]:
    return {char: int(width) for width, chars in rules()["letter_widths"].items() for char in chars}


def text_width(text: str, size: float) -> float:
    """Millimetres of a bold line of this size in points."""
    widths = _letter_widths()
    plain = "".join(
        bare.upper() if char.isupper() else bare for char, bare in zip(text, fold(text), strict=True)
    )
    return sum(widths.get(char, 500) for char in plain) / 1000 * size * 25.4 / 72
