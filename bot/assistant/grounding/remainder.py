"""A text from which one pattern after another takes what it reads."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from knowledge.vietnamese import fold

Made = TypeVar("Made")


class Remainder:
    """A text without marks, and blank where an earlier pattern has taken something. Offsets hold."""

    def __init__(self, text: str, folded: str | None = None) -> None:
        self.text = text
        self.folded: str = fold(text) if folded is None else folded

    def take(self, pattern: re.Pattern[str], make: Callable[[re.Match[str]], Made | None]) -> list[Made]:
        """Make something of each match, and blank out those of which something was made."""
        found: list[Made] = []
        for match in list(pattern.finditer(self.folded)):
            made = make(match)
            if made is not None:
                found.append(made)
                self.blank(*match.span())
        return found

    def blank(self, start: int, end: int) -> None:
        """Take these places out."""
        self.folded = self.folded[:start] + " " * (end - start) + self.folded[end:]

    @property
    def marked(self) -> str:
        """What is left, as written."""
        return "".join(
            " " if gone == " " else char for char, gone in zip(self.text, self.folded, strict=True)
        )
