"""A draft under the headings of the dispatch or outline that asks for it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot import texts
from bot.assistant.draft import CitableForms, Draft, DraftPart, DraftSentence
from bot.assistant.drafting.draft_parts import REPORT, title_of
from bot.assistant.drafting.drafter import Drafter
from bot.assistant.drafting.fields import by_field, field_of
from bot.assistant.drafting.given import Given
from bot.assistant.drafting.request import Request
from bot.assistant.drafting.slots import figure_slot, slots
from bot.assistant.models import SourceRef
from bot.assistant.understanding.topic import topic_of
from knowledge.models import Section
from knowledge.models import SectionType as T
from knowledge.vietnamese import fold

_KIND_FIRST = re.compile(r"^(?:báo cáo|kế hoạch|xây dựng báo cáo)\s+(?:về\s+)?", re.IGNORECASE)
_NUMBERING = re.compile(r"^\s*(?:[IVX]+|\d+(?:\.\d+)*|[a-zđ])[.)]\s*")


def requested(
    drafter: Drafter, request: Request, *, most: int | None = None, given: Sequence[Given] = ()
) -> Draft:
    """A draft under the headings of a request, with a place for each figure that it asks for."""
    kind = drafter.kind or REPORT
    made = [_opening(drafter, request, kind)]
    made += [_under(drafter, heading, request, kind, most) for heading in request.headings]
    draft = drafter.assembled(kind, _with_wanted(made, request), given)
    if request.cited and request.symbol:
        form = CitableForms(first=request.cited, later=texts.DRAFT_LATER.format(symbol=request.symbol))
        draft = draft.model_copy(update={"forms": {**draft.forms, request.symbol: form}})
    warnings = [*draft.warnings]
    if request.deadline:
        to = request.deadline.recipient or request.issuer or ""
        due = texts.DRAFT_DEADLINE.format(due=request.deadline.due, to=to, document=request.document)
        warnings.insert(0, due)
    subject = _KIND_FIRST.sub("", request.subject or "") or draft.subject
    update = {"addressee": request.issuer, "warnings": tuple(warnings), "subject": subject}
    return draft.model_copy(update=update)


def _opening(drafter: Drafter, request: Request, kind: str) -> DraftPart:
    title = title_of(T.OPENING, kind)
    if request.cited is None:
        return DraftPart(type=T.OPENING, title=title, sentences=drafter.part(T.OPENING, kind, None, None))
    end = texts.DRAFT_REPORTS.format(committee=drafter.own.committee)
    named = f"⟦{request.symbol}⟧"
    sentence = DraftSentence(template=texts.DRAFT_UNDER.format(instruments=named) + end, own=True)
    return DraftPart(type=T.OPENING, title=title, sentences=(sentence,))


def _under(drafter: Drafter, heading: Section, request: Request, kind: str, most: int | None) -> DraftPart:
    """What goes under one heading of a request; a place to fill where the corpus has nothing."""
    title = _NUMBERING.sub("", heading.title).strip(" .:")
    headed = any(other.path.startswith(heading.path + ".") for other in request.headings)
    topic = topic_of(fold(title), drafter.corpus.weight) if heading.level > 1 else None
    sentences = () if headed else drafter.part(heading.type, kind, topic, most)
    if not sentences and not headed:
        sentences = (DraftSentence(template=texts.DRAFT_TO_WRITE.format(title=title.lower()), own=True),)
    return DraftPart(type=heading.type, title=title, level=min(heading.level, 2), sentences=sentences)


def _with_wanted(parts: Sequence[DraftPart], request: Request) -> list[DraftPart]:
    """The parts with a line for each figure that is asked for and has no place yet."""
    placed = {s.name for part in parts for one in part.sentences for s in slots(one.template)}
    paths = ["", *(heading.path for heading in request.headings)]
    added: dict[int, list[DraftSentence]] = {}
    results = next((n for n, part in enumerate(parts) if part.type is T.RESULTS), len(parts) - 1)
    for wanted in request.wanted:
        name = wanted.figure.indicator
        if name in placed:
            continue
        placed.add(name)
        at = paths.index(wanted.section) if wanted.section in paths else results
        source = SourceRef(document=request.document, section=wanted.section, quote=wanted.figure.quote)
        line = f"{name}: {figure_slot(name, wanted.figure.unit)}."
        field = field_of(line, "") if parts[at].type is T.RESULTS else None
        added.setdefault(at, []).append(
            DraftSentence(template=line, sources=(source,), own=True, field=field)
        )
    return [_joined(part, added[n]) if n in added else part for n, part in enumerate(parts)]


def _joined(part: DraftPart, added: Sequence[DraftSentence]) -> DraftPart:
    """The part with these lines, in place of a bare invitation to write it."""
    said = [one for one in part.sentences if one.sources or not one.own]
    ordered = sorted([*said, *added], key=by_field) if part.type is T.RESULTS else [*said, *added]
    return part.model_copy(update={"sentences": tuple(ordered)})
