"""A source as what it states: what a claim is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from bot.assistant.grounding.amounts import Amount
from bot.assistant.grounding.named import commune_key
from bot.assistant.grounding.stated import Stated, read
from knowledge.models import Nature


@dataclass(frozen=True)
class Quoted:
    """A source: its words, their repaired reading, what its document and section are."""

    commune: str | None
    quote: Stated
    readable: Stated | None
    head: str
    nature: Nature | None
    scanned: bool

    @cached_property
    def heading(self) -> Stated:
        """What the head of the document and the headings above state."""
        return read(self.head)

    @property
    def readings(self) -> tuple[Stated, ...]:
        """The quote and, where it was repaired, its readable form."""
        return (self.quote, self.readable) if self.readable else (self.quote,)

    @cached_property
    def communes(self) -> frozenset[str]:
        """Whose words these are, and who is named in them."""
        own = {commune_key(self.commune)} if self.commune else set()
        return frozenset(own | {named.key for part in self.readings for named in part.communes})

    def garbled(self, amount: Amount) -> bool:
        """Whether a scan shows the number, but nowhere what it counts."""
        return self.scanned and not any(
            other.kind and other.value == amount.value for part in self.readings for other in part.amounts
        )

    def heads(self, key: str) -> bool:
        """Whether the head of the document names a commune."""
        return key in self._heads

    @cached_property
    def _heads(self) -> frozenset[str]:
        return frozenset(named.key for named in self.heading.communes)
