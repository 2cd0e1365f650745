"""Building an answer claim by claim, each with its sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot import texts
from bot.assistant.models import Action, Answer, Claim, ClaimStyle, SourceRef, Status, Table


class Writer:
    """Collects claims, sources (each once) and warnings, then gives the answer."""

    def __init__(self) -> None:
        self._claims: list[Claim] = []
        self._sources: dict[SourceRef, int] = {}
        self._warnings: dict[str, None] = {}
        self._instruments: dict[str, None] = {}
        self._actions: list[Action] = []
        self._table: Table | None = None

    def cite(self, sources: Iterable[SourceRef]) -> tuple[int, ...]:
        """Indexes of sources, added where new."""
        return tuple(
            dict.fromkeys(self._sources.setdefault(source, len(self._sources)) for source in sources)
        )

    def say(self, text: str, *sources: SourceRef, computed: Sequence[str] = ()) -> None:
        """A sentence of its own."""
        self._add(ClaimStyle.PARAGRAPH, text, sources, computed=computed)

    def limited(self, read: int, held: int) -> None:
        """Say that only the nearest of the documents in question were read, where that is so."""
        if read < held:
            self.say(texts.READ_NEAREST.format(count=read, total=held), computed=[texts.COUNTED])

    def head(self, text: str, computed: Sequence[str] = ()) -> None:
        """A heading over what follows."""
        self._add(ClaimStyle.HEADING, text, (), computed=computed)

    def item(self, text: str, *sources: SourceRef, computed: Sequence[str] = ()) -> None:
        """One point of a list."""
        self._add(ClaimStyle.BULLET, text, sources, computed=computed)

    def copyable(self, label: str, text: str, *sources: SourceRef, computed: Sequence[str] = ()) -> None:
        """Text that an officer would copy as it is."""
        self._add(ClaimStyle.COPY, text, sources, label=label, computed=computed)

    def _add(
        self,
        style: ClaimStyle,
        text: str,
        sources: Iterable[SourceRef],
        *,
        label: str | None = None,
        computed: Sequence[str] = (),
    ) -> None:
        self._claims.append(
            Claim(text=text, sources=self.cite(sources), style=style, label=label, computed=tuple(computed))
        )

    def tabulate(
        self,
        header: Sequence[str],
        rows: Sequence[tuple[Sequence[str], Sequence[SourceRef]]],
        computed: Sequence[Sequence[str]] = (),
    ) -> None:
        """A table; each row with the sources that prove it, and how its own numbers were computed."""
        self._table = Table(
            header=tuple(header),
            rows=tuple(tuple(cells) for cells, _ in rows),
            sources=tuple(self.cite(sources) for _, sources in rows),
            computed=tuple(map(tuple, computed)),
        )

    def warn(self, text: str) -> None:
        """Something to beware of, said once, after the sources."""
        self._warnings[text] = None

    def instrument(self, symbol: str | None) -> None:
        """Name an instrument that the answer gives."""
        if symbol:
            self._instruments[symbol] = None

    def offer(self, label: str, question: str) -> None:
        """A button."""
        self._actions.append(Action(label=label, question=question))

    def answer(self, status: Status = Status.ANSWERED) -> Answer:
        """What was collected."""
        return Answer(
            status=status,
            claims=tuple(self._claims),
            table=self._table,
            sources=tuple(self._sources),
            warnings=tuple(self._warnings),
            instruments=tuple(self._instruments),
            actions=tuple(self._actions),
        )
