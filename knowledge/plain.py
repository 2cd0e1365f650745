"""A text in the readings that finding citations works on, all of the same length."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from knowledge.symbols import unify
from knowledge.vietnamese import FoldedText, diacritic_share, fold

_STUCK = re.compile(r"(?<!\w)([sS$])(?:6|[^\W\d_])(?=\d{1,6}[/-][A-ZĐ\d])")
_SCANNED = str.maketrans("6@0$j&", "oooSio")


@dataclass(frozen=True)
class Plain:
    """`text` as given (NFC); `unified` without look-alikes; `folded` lower case, no diacritics."""

    text: str

    @cached_property
    def unified(self) -> str:
        """Look-alike letters, dashes and slashes replaced; "s6" for "số" parted from the number that it
        sticks to."""
        return _STUCK.sub(r"\1 ", unify(self.text))

    @cached_property
    def folded(self) -> FoldedText:
        """Unified, lower case and without diacritics."""
        return fold(self.unified)

    def as_scanned(self, start: int, end: int) -> str:
        """A folded stretch with the digits and signs that scanning puts for letters read as letters
        ("s6" -> "so", "T@ trinh" -> "to trinh"). Only for words, never for numbers."""
        return self.folded[start:end].translate(_SCANNED).lower()

    def words(self, start: int, end: int) -> str:
        """The text of a span with its white space folded."""
        return " ".join(self.text[start:end].split())

    @cached_property
    def lowered(self) -> str:
        """Unified and lower case, diacritics kept."""
        lower = self.unified.lower()
        if len(lower) == len(self.unified):
            return lower
        return "".join(low if len(low := char.lower()) == 1 else char for char in self.unified)

    def unmarked(self, start: int, end: int) -> bool:
        """Whether a span is written without Vietnamese diacritics."""
        return diacritic_share(self.text[start:end]) < 0.06

    def poorly_marked(self, start: int, end: int) -> bool:
        """Whether too few diacritics stand in a span for it to be correct Vietnamese (which has .25-.35)."""
        return diacritic_share(self.text[start:end]) < 0.18
