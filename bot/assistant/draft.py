"""Drafts: sections composed of what comparable documents say, rewritten for the officer's own unit.

A draft is made of sentences with their sources. Instruments stand in the templates as `⟦symbol⟧` and get
their first or later form when the whole is read out, so that leaving a sentence out keeps the forms right;
figures stand as slots and are filled only from what the officer gives.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bot import texts
from bot.assistant.drafting.filling import filled
from bot.assistant.drafting.given import Given
from bot.assistant.drafting.own_unit import OwnUnit
from bot.assistant.drafting.reckoning import reckoned
from bot.assistant.drafting.slots import open_indicators, slots
from bot.assistant.sources import SourceRef
from knowledge.models import Fact, SectionType

_INSTRUMENT = re.compile(r"⟦([^⟧]+)⟧")


class CitableForms(Fact):
    """How one instrument is cited: in full the first time, short from then on. `outside` is the subject
    where it comes from the checked reference table."""

    first: str
    later: str
    outside: str | None = None


class DraftSentence(Fact):
    """One sentence. `units` is how many units say the like, `theme` what it is about, `field` the heading it
    belongs under, `part` the part of other documents it comes from, `own` that it stands on the officer's
    word or request alone, `worded` that a language model was asked for better words."""

    template: str
    sources: tuple[SourceRef, ...] = ()
    units: int = 1
    theme: str | None = None
    field: str | None = None
    part: SectionType | None = None
    own: bool = False
    worded: bool = False
    computed: tuple[str, ...] = ()

    @property
    def said(self) -> bool:
        """Whether these are the officer's own words."""
        return self.own and self.template in self.computed

    @property
    def cited(self) -> list[str]:
        """The instruments that stand in it, by symbol."""
        return _INSTRUMENT.findall(self.template)


class DraftTask(Fact):
    """One row of a plan's table of tasks; `template` as of a sentence, `lead` and `support` of the own
    unit."""

    group: str | None
    template: str
    product: str
    lead: str
    support: str
    due: str
    source: SourceRef

    @property
    def cited(self) -> list[str]:
        """The instruments that stand in it, by symbol."""
        return _INSTRUMENT.findall(self.template)


class DraftPart(Fact):
    """One section of a draft; a `level` of 2 stands under the one of 1 before it."""

    type: SectionType
    title: str
    level: int = 1
    sentences: tuple[DraftSentence, ...] = ()

    @property
    def states_targets(self) -> bool:
        """Whether its figures are aimed at, not reached."""
        return self.type in _AHEAD


_AHEAD = frozenset(
    {
        SectionType.TARGETS,
        SectionType.ORIENTATION,
        SectionType.SOLUTIONS,
        SectionType.TASKS,
        SectionType.IMPLEMENTATION,
        SectionType.PROPOSALS,
    }
)


class Read(Fact):
    """A sentence as it reads in its draft. `computed` backs what its sources do not state: the officer's
    figures, and subjects of instruments from the reference table (`outside`)."""

    text: str
    sentence: DraftSentence
    computed: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()


class OpenFigure(NamedTuple):
    """A figure that is missing in sentence `number` of a draft, whose words are `sentence`."""

    name: str
    unit: str | None
    target: bool
    number: int
    sentence: str

    @property
    def key(self) -> str:
        """How it is asked for."""
        return texts.GIVEN_TARGET.format(said=self.name) if self.target else self.name


class Draft(Fact):
    """A section or a whole paper. `forms` are the instruments it may cite, `given` the officer's figures,
    `note` what its reader must know first, `asked` the indicator whose figure the officer was asked for, and
    `passed` those for which there was none."""

    own: OwnUnit
    kind: str
    subject: str = ""
    addressee: str | None = None
    parts: tuple[DraftPart, ...] = ()
    tasks: tuple[DraftTask, ...] = ()
    forms: Mapping[str, CitableForms] = {}
    given: tuple[Given, ...] = ()
    warnings: tuple[str, ...] = ()
    note: str = ""
    asked: str | None = None
    passed: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """How the draft is called: by its part, or as a whole paper."""
        return self.parts[0].title if len(self.parts) == 1 else self.kind

    @property
    def figures(self) -> tuple[Given, ...]:
        """The officer's figures and what is reckoned from them."""
        return (*self.given, *reckoned(self.given))

    def reckoned_from(self, used: Sequence[str]) -> list[str]:
        """The formulas of the numbers that follow from the figures used, as these were stated."""
        names = [one.name for one in self.given if one.stated in used]
        return [g.formula for g in self.figures if g.formula and any(name in g.formula for name in names)]

    def unplaced(self) -> list[Given]:
        """The officer's figures that stand nowhere in the draft; of several periods the latest counts."""
        used = {line for _, said in self.read() for one in said for line in one.computed}
        latest = {(g.name, g.target): g for g in sorted(self.given, key=lambda g: g.order)}
        return [figure for figure in latest.values() if figure.stated not in used]

    def read(self) -> list[tuple[DraftPart, list[Read]]]:
        """Every part with its sentences as they read: instruments in first or later form, slots filled from
        the officer's figures."""
        cited: set[str] = set()
        figures = self.figures
        return [
            (part, [self._read(one, cited, figures, target=part.states_targets) for one in part.sentences])
            for part in self.parts
        ]

    def _read(
        self, sentence: DraftSentence, cited: set[str], figures: Sequence[Given], *, target: bool
    ) -> Read:
        outside: list[str] = []

        def form(match: re.Match[str]) -> str:
            forms = self.forms[match[1]]
            if match[1] in cited:
                return forms.later
            cited.add(match[1])
            outside.extend([forms.outside] if forms.outside else [])
            return forms.first

        text, used = filled(_INSTRUMENT.sub(form, sentence.template), figures, target=target)
        return Read(
            text=text,
            sentence=sentence,
            computed=(*sentence.computed, *used, *outside),
            outside=tuple(outside),
        )

    @property
    def sentences(self) -> tuple[DraftSentence, ...]:
        """All sentences in order."""
        return tuple(sentence for part in self.parts for sentence in part.sentences)

    def task_text(self, task: DraftTask) -> str:
        """What is to be done; the body has cited the instruments in full."""
        return _INSTRUMENT.sub(lambda match: self.forms[match[1]].later, task.template)

    def open_slots(self) -> list[str]:
        """What is still to be filled in, place by place."""
        return [s.name for _, read in self.read() for r in read for s in slots(r.text)]

    def asking(self) -> list[OpenFigure]:
        """The figures that are still missing, each once for results and once for targets, those passed over
        last time left out."""
        found: dict[str, OpenFigure] = {}
        number = 0
        for part, said in self.read():
            for one in said:
                number += 1
                for slot in slots(one.text):
                    figure = OpenFigure(slot.name, slot.unit, part.states_targets, number, one.text)
                    if slot.figure and figure.key not in self.passed:
                        found.setdefault(figure.key, figure)
        return list(found.values())

    def open_figures(self) -> list[str]:
        """The indicators whose figure is missing, each once."""
        found = [name for _, read in self.read() for r in read for name in open_indicators(r.text)]
        return list(dict.fromkeys(found))

    def instruments(self) -> list[str]:
        """The symbols cited, in order."""
        return list(dict.fromkeys(symbol for one in self.sentences for symbol in one.cited))

    def with_own_forms(self) -> Draft:
        """The draft with the forms of the instruments that it cites, and of no other."""
        named = {*self.instruments(), *(symbol for task in self.tasks for symbol in task.cited)}
        return self.model_copy(update={"forms": {s: f for s, f in self.forms.items() if s in named}})

    def with_parts(self, parts: Sequence[DraftPart]) -> Draft:
        """The same draft of other parts; those that neither say anything nor head anything go."""
        following = [*parts, None][1:]
        kept = [p for p, n in zip(parts, following, strict=True) if p.sentences or (n and n.level > p.level)]
        return self.model_copy(update={"parts": tuple(kept)})
