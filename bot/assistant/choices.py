"""A choice among what an answer offers, made by its number or in its words."""

from __future__ import annotations

from collections.abc import Sequence

from bot.assistant.models import Action
from knowledge.vietnamese import fold, nfc


def chosen(actions: Sequence[Action], text: str) -> Action | None:
    """The action that "2", "2." or its label stands for (diacritics and case aside); None where the text
    is none of these."""
    said = fold(nfc(text)).strip(" .)")
    if said.isdecimal():
        return actions[int(said) - 1] if 0 < int(said) <= len(actions) else None
    return next((action for action in actions if fold(nfc(action.label)).strip(" .)") == said), None)
