"""Composes a draft from the corpus by rules: gathers what comparable documents say, ranks it by how many say
it, and words it for the own unit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from bot import texts
from bot.assistant.cited import CitedInstrument
from bot.assistant.corpus import Corpus
from bot.assistant.draft import CitableForms, Draft, DraftPart, DraftSentence, DraftTask
from bot.assistant.drafting import framing
from bot.assistant.drafting.basis import Basis, first_form, later_form, outside_subject
from bot.assistant.drafting.carried import Carried, Carrier
from bot.assistant.drafting.clauses import Clause, lead_of, source_of
from bot.assistant.drafting.comparable import comparable
from bot.assistant.drafting.draft_parts import DRAWN_FROM, OF_PLANS, PLAN, REPORT, pools, title_of
from bot.assistant.drafting.fields import by_field, field_of, is_catalogued, states_figures
from bot.assistant.drafting.gathered import Group, gathered
from bot.assistant.drafting.given import Given
from bot.assistant.drafting.on_topic import readings
from bot.assistant.drafting.own_unit import OwnUnit
from bot.assistant.drafting.selection import Selection
from bot.assistant.drafting.slots import slots
from bot.assistant.drafting.tasking import tasks
from bot.assistant.grounding.periods import Period
from bot.assistant.grounding.stated import read
from bot.assistant.understanding.topic import Topic
from knowledge.models import SectionType
from knowledge.models import SectionType as T
from knowledge.snapshot import DocumentRecord

_ANY_PART = (T.DIFFICULTIES, T.RESULTS, T.PROPOSALS, T.SOLUTIONS, T.TARGETS, T.DIRECTION, T.IMPLEMENTATION)
USUAL = {T.RESULTS: 14, T.TASKS: 12, T.SOLUTIONS: 8, T.DIRECTION: 4}
USUAL_LENGTH, ON_TOPIC_LENGTH, SHORT_LENGTH = 7, 9, 3
ENOUGH = 4
"""Sentences of a part after which no further kind of section is drawn on."""
ENOUGH_RESULTS = 8
"""Results of a usual draft up to which matters are taken up that only one unit reports and no catalogue
knows."""


class Drafter:
    """Drafts for one unit, from the documents about one subject."""

    def __init__(
        self, corpus: Corpus, own: OwnUnit, *, kind: str | None = None, subject: Topic | None = None
    ) -> None:
        self.corpus = corpus
        self.own = own
        self.kind = kind
        self.subject = subject

    def draft(
        self,
        parts: Sequence[SectionType],
        *,
        topic: Topic | None = None,
        most: int | None = None,
        given: Sequence[Given] = (),
    ) -> Draft:
        """A draft of these parts; of sentences on a topic where one is given, of at most so many a part."""
        kind = self.kind or (PLAN if parts and parts[0] in OF_PLANS else REPORT)
        made = [
            DraftPart(type=p, title=title_of(p, kind), sentences=self.part(p, kind, topic, most))
            for p in parts
        ]
        draft = self.assembled(kind, made, given)
        if kind != PLAN or len(parts) < 2:
            return draft
        plans = self.documents(kind, (T.ANNEX,))
        found = tasks(self.corpus, self.own, self._carrier(kind, plans), plans)
        return draft.model_copy(update={"tasks": found, "forms": {**draft.forms, **self.forms(kind, found)}})

    def anywhere(self, topic: Topic, *, most: int | None = None, given: Sequence[Given] = ()) -> Draft | None:
        """A draft on a topic from the first part that speaks of it, of reports or else of plans; None where
        none does."""
        for kind in dict.fromkeys((self.kind or REPORT, REPORT, PLAN)):
            other = Drafter(self.corpus, self.own, kind=kind, subject=self.subject)
            for part in _ANY_PART:
                draft = other.draft((part,), topic=topic, most=most, given=given)
                if draft.parts:
                    return draft
        return None

    def assembled(self, kind: str, made: Sequence[DraftPart], given: Sequence[Given]) -> Draft:
        """A draft of these parts, with the forms of the instruments and the warnings that they need."""
        parts = [part.type for part in made]
        citing = any(p in (T.OPENING, T.DIRECTION) for p in parts)
        return Draft(
            own=self.own,
            kind=kind,
            subject=framing.subject_of(self.documents(kind, parts)),
            forms=self.forms(kind, [one for part in made for one in part.sentences]),
            given=tuple(given),
            warnings=tuple(self._basis(kind).faults()) if citing else (),
        ).with_parts(_without_repeats(made))

    def forms(self, kind: str, said: Sequence[DraftSentence | DraftTask]) -> dict[str, CitableForms]:
        """How each instrument that stands in these is cited, by symbol."""
        held = self._basis(kind).cited
        named = dict.fromkeys(symbol for one in said for symbol in one.cited)
        return {s: _forms_of(held[s]) for s in named if s in held}

    def documents(self, kind: str, parts: Sequence[SectionType]) -> list[DocumentRecord]:
        """The comparable documents that have one of the parts."""
        wanted = {source for part in parts for source in DRAWN_FROM.get(part, (part,))}
        return comparable(self.corpus, wanted, kind=kind, subject=self.subject, province=self.own.province)

    def part(
        self, part: SectionType, kind: str, topic: Topic | None, most: int | None
    ) -> tuple[DraftSentence, ...]:
        """The sentences of one part, on a topic where one is given, at most so many."""
        limit = most or (ON_TOPIC_LENGTH if topic else USUAL.get(part, USUAL_LENGTH))
        if part is T.OPENING:
            return framing.opening(self.own, self._basis(kind), kind)
        if part is T.CLOSING:
            return framing.closing(self.corpus, self.own, kind, self.documents(kind, (T.CLOSING,)))
        found = self._carried(part, kind, topic, limit)
        if part is T.DIRECTION and not topic:
            found = (*framing.direction(self.own, self._basis(kind)), *found)
        return found

    def more(self, draft: Draft, topic: Topic | None) -> tuple[DraftSentence, ...]:
        """Further sentences for a draft: one on a topic, from whatever part of other documents speaks of it
        (the draft's own parts first), or without a topic the two said next most."""
        have = {one.template for one in draft.sentences}
        own = [part.type for part in draft.parts]
        others = _ANY_PART if topic and own != [T.DIFFICULTIES] else ()  # what is done well is no difficulty
        parts = list(dict.fromkeys([*own, *others]))
        for part in parts:
            found = self._carried(part, draft.kind, topic, 3 if topic else len(have) + 2)
            new = tuple(one for one in found if one.template not in have)
            if new:
                return new[: 1 if topic else 2]
        return ()

    # ------------------------------------------------------------------ what others say

    def _carried(
        self, part: SectionType, kind: str, topic: Topic | None, limit: int
    ) -> tuple[DraftSentence, ...]:
        documents = self.documents(kind, [part])
        carrier = self._carrier(kind, documents)
        sources = pools(part)
        choices = [readings(self.corpus, topic, documents, source) for source in sources]
        short = limit <= SHORT_LENGTH and not topic
        made: tuple[DraftSentence, ...] = ()
        for found in zip(*choices, strict=True):
            for at, (source, wanted) in enumerate(zip(sources, found, strict=True), 1):
                if part is T.TARGETS and T.TARGETS not in source:
                    wanted = [c for c in wanted if _AIMS.search(c.text)]
                made = self._sentences(part, wanted, carrier, limit * at if short else limit, made)
                if len(made) >= ENOUGH and not short:
                    break
            if made:
                break
        return made if len(made) <= limit else _most_said(made, limit)

    def _sentences(
        self,
        part: SectionType,
        found: Sequence[Clause],
        carrier: Carrier,
        limit: int,
        before: tuple[DraftSentence, ...] = (),
    ) -> tuple[DraftSentence, ...]:
        """Sentences behind those made before, at most `limit` in all: of each theme one, then a second; of
        results first what several units or the catalogue know."""
        chosen = Selection(limit, before)
        later: list[DraftSentence] = []
        many = len({clause.document.header.commune for clause in found}) > 2
        for group in gathered(self.corpus, found, by_theme=part is not T.RESULTS):
            sentence = None if chosen.full else self._sentence(part, group, carrier)
            if sentence is None:
                continue
            if part is T.RESULTS:
                known = group.units > 1 or is_catalogued(sentence.template)
                taken = known and chosen.take(sentence)
                known = known or (many and states_figures(sentence.template))
            else:
                known = False
                taken = chosen.take(sentence, per_theme=1)
            if not taken and not known:
                later.append(sentence)
        if part is T.RESULTS and limit == USUAL[part]:
            chosen.limit = ENOUGH_RESULTS
        for sentence in later if limit > SHORT_LENGTH else ():
            chosen.take(sentence, per_theme=None if part is T.RESULTS else 2)
        return tuple(sorted(chosen.made, key=by_field)) if part is T.RESULTS else tuple(chosen.made)

    def _sentence(self, part: SectionType, group: Group, carrier: Carrier) -> DraftSentence | None:
        best: Carried | None = None
        for clause in group.clauses:
            if clause.document.quality.poor:
                continue
            best = carrier.carried(clause)
            if best is not None:
                break
        if best is None:
            return None
        template = _as_proposal(best.template) if part is T.PROPOSALS else best.template
        others = [c for c in group.clauses if c.document.name != best.clause.document.name]
        chosen = [best.clause, *{c.document.name: c for c in reversed(others)}.values()][:3]
        return DraftSentence(
            template=template,
            sources=tuple(source_of(self.corpus, clause) for clause in chosen),
            units=group.units,
            theme=group.theme,
            part=best.clause.section.type,
            field=field_of(template, lead_of(self.corpus, best.clause)) if part is T.RESULTS else None,
        )

    def _carrier(self, kind: str, documents: Sequence[DocumentRecord]) -> Carrier:
        return Carrier(self.corpus, self.own, self._basis(kind).citable, self._shared_periods(documents))

    def _shared_periods(self, documents: Sequence[DocumentRecord]) -> set[Period]:
        """Periods that titles of several documents state: those of the subject, not of one unit."""
        stated = Counter(period for d in documents for period in read(self.corpus.title(d)[0] or "").periods)
        return {period for period, count in stated.items() if count > 1}

    def _basis(self, kind: str) -> Basis:
        if kind not in self._bases:
            documents = self.documents(kind, (T.OPENING, T.DIRECTION, T.RESULTS))
            self._bases[kind] = Basis(self.corpus, self.own, documents)
        return self._bases[kind]

    @cached_property
    def _bases(self) -> dict[str, Basis]:
        return {}


def _forms_of(cited: CitedInstrument) -> CitableForms:
    return CitableForms(first=first_form(cited), later=later_form(cited), outside=outside_subject(cited))


_AIMS = re.compile(r"\d|phấn đấu", re.IGNORECASE)


def _most_said(made: Sequence[DraftSentence], limit: int) -> tuple[DraftSentence, ...]:
    """The sentences that most units say, in their old order."""
    chosen = sorted(range(len(made)), key=lambda at: -made[at].units)[:limit]
    return tuple(made[at] for at in sorted(chosen))


def _without_repeats(parts: Sequence[DraftPart]) -> list[DraftPart]:
    """Parts without sentences that stand in an earlier part, or that have only figures which one of like
    nature has already."""
    seen: set[str] = set()
    said: set[str] = set()
    kept = []
    for part in parts:
        new = [one for one in part.sentences if one.template not in said]
        if part.states_targets:
            names = {one.template: {s.name for s in slots(one.template) if s.figure} for one in new}
            new = [one for one in new if not names[one.template] or names[one.template] - seen]
            seen |= set().union(*names.values())
        said |= {one.template for one in new}
        kept.append(part.model_copy(update={"sentences": tuple(new)}))
    return kept


def _as_proposal(template: str) -> str:
    if template.lower().startswith(("đề nghị", "kiến nghị", "đề xuất")):
        return template
    return f"{texts.DRAFT_PROPOSE} {template[0].lower()}{template[1:]}"
