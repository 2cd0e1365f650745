"""Units asked about of which an answer says nothing: what two are asked about is not told of one without a
word on the other."""

from __future__ import annotations

from bot import texts
from bot.assistant.grounding.named import commune_key
from bot.assistant.models import Answer, Claim, Status
from bot.assistant.understand import Understanding

MOST = 4
"""Units asked about up to which each is spoken of."""


def told(found: Answer, asked: Understanding) -> Answer:
    """The answer, with the units named of which it says nothing though it speaks of another one."""
    units = [unit for unit in asked.communes if unit.code in asked.codes]
    if found.status is not Status.ANSWERED or found.table or found.step or found.instruments:
        return found
    if not 1 < len(units) <= MOST:
        return found
    said = " ".join(claim.text for claim in found.claims)
    spoken_of = {commune_key(source.commune) for source in found.sources if source.commune}
    silent = [u.full_name for u in units if u.name not in said and commune_key(u.full_name) not in spoken_of]
    if not silent or len(silent) == len(units):
        return found
    names = ", ".join(silent)
    claim = Claim(text=texts.NOT_SAID_BY.format(units=names), computed=(names,))
    return found.model_copy(update={"claims": (*found.claims, claim)})
