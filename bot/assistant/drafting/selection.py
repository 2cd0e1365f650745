"""Which sentences a part of a draft takes up: enough, of many themes, none that says what another says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.assistant.draft import DraftSentence
from bot.assistant.drafting.slots import slots
from bot.assistant.likeness import cosine, vectors

SAME = 0.6
"""Likeness of two sentences of a draft from which on the second says nothing new."""


class Selection:
    """Sentences taken so far, at most `limit` with those of `before`."""

    def __init__(self, limit: int, before: Sequence[DraftSentence] = ()) -> None:
        self.limit = limit
        self.made = list(before)
        self._figures = {name for one in before for name in _figures(one)}
        self._themes: Counter[str] = Counter()

    @property
    def full(self) -> bool:
        """Whether no more fits."""
        return len(self.made) >= self.limit

    def take(self, sentence: DraftSentence, *, per_theme: int | None = None) -> bool:
        """Take a sentence, unless there is no room, its theme was spoken of so often, most of its figures
        have a place already, or another says the same."""
        own = _figures(sentence)
        spoken = self._themes[sentence.theme] if sentence.theme else 0
        if (
            self.full
            or (per_theme is not None and spoken >= per_theme)
            or (own and 2 * len(own & self._figures) >= len(own))
            or self._says_again(sentence)
        ):
            return False
        self.made.append(sentence)
        self._figures |= own
        if sentence.theme:
            self._themes[sentence.theme] += 1
        return True

    def _says_again(self, sentence: DraftSentence) -> bool:
        *others, own = vectors([*(one.template for one in self.made), sentence.template])
        return any(cosine(own, other) > SAME for other in others)


def _figures(sentence: DraftSentence) -> set[str]:
    return {slot.name for slot in slots(sentence.template) if slot.figure}
