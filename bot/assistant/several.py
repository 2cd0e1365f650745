"""A message that asks several things of different kinds: its questions, and one answer of their answers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.assistant.models import Answer, Claim, SourceRef, Status
from bot.assistant.understanding.questions import cut

_ASKER = re.compile(
    r"(?<!\w)(?:gi|nao|bao nhieu|may(?! moc| tinh)|ai|(?:o|tu|den|cho) dau|khi nao|bao gio"
    r"|ra sao|khong|ko|chua)(?!\w)"
)
_JOINT = re.compile(r"[?;.]\s+|,\s+|\s+(?=(?:va|roi|con|voi lai|dong thoi)\s)")
FEWEST_WORDS = 3
"""A question of its own has at least so many words."""


def questions(text: str) -> list[str]:
    """The questions of a message in their order, cut at the last joint before each further word that asks;
    the text itself where it asks one thing."""
    pieces = cut(text, _ASKER, _JOINT)
    return pieces if all(len(piece.split()) >= FEWEST_WORDS for piece in pieces) else [text]


def joined(answers: Sequence[Answer]) -> Answer:
    """One answer of several, of which some found something: what each states, in order, with the table and
    the buttons of the first."""
    sources: dict[SourceRef, int] = {}
    claims: list[Claim] = []
    for answer in answers:
        at = [sources.setdefault(source, len(sources)) for source in answer.sources]
        told = {claim.text for claim in claims}
        claims += [
            c.model_copy(update={"sources": tuple(at[n] for n in c.sources)})
            for c in answer.claims
            if c.text not in told
        ]
    return answers[0].model_copy(
        update={
            "status": Status.ANSWERED,
            "claims": tuple(claims),
            "sources": tuple(sources),
            "warnings": tuple(dict.fromkeys(w for answer in answers for w in answer.warnings)),
            "instruments": tuple(dict.fromkeys(i for answer in answers for i in answer.instruments)),
        }
    )
