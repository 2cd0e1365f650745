"""What a unit reports or aims at: stated values, never confused, never borrowed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

from bot import texts
from bot.assistant.answers import denied, in_time, names, passages, restating
from bot.assistant.answers.choosing import (
    FEW_DOCUMENTS,
    Relation,
    Stated,
    aims,
    find,
    relation_asked,
    said_of,
)
from bot.assistant.answers.figures import say, shown
from bot.assistant.answers.passages import sentence_at
from bot.assistant.comparing.contradictions import agree
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer, Status
from bot.assistant.tasks.bodies import WHO_DOES
from bot.assistant.understand import Understanding
from bot.assistant.understanding import vocabulary
from bot.assistant.understanding.counted import Fit, fit, units_asked
from bot.assistant.understanding.questions import parts
from bot.assistant.wording import listed
from bot.assistant.writer import Writer
from knowledge.models import Comparator, Figure, Nature
from knowledge.numbers import find_quantities
from knowledge.snapshot import DocumentRecord

MOST = 12
"""Figures told in one answer."""

MOST_OF_UNIT = 24
"""Figures of one unit told where all are asked for."""

EVERY_FIGURE = re.compile(r"\b(?:tat ca|toan bo|moi|het)(?: cac)? (?:chi tieu|so lieu|con so)\b")
_FIGURE_WORDS = "may cac nhung so lieu con chi tieu muc cai"

_ASKS_WHAT = re.compile(
    r"\bgi\b|\b(?:thon|ap|xom|to dan pho|khu pho|khu dan cu) nao\b"
    r"|\b(?:nhung|cac) (?!(?:xa|phuong|don vi|dia phuong|noi|chi tieu|muc tieu|so lieu|con so|muc)\b)"
    r"(?:\w+ ){1,5}nao\b"
    r"|\b(?:kinh phi|tien|von|ngan sach)\b.*\b(?:o dau|tu dau|nguon nao|nguon gi|dau ra)\b"
)
"""Asks for things ("làm gì", "những nền tảng nào", "kinh phí lấy ở đâu"), not for units nor figures."""
_ASKS_WHOM = re.compile(r"\b(?:hoi|bao|keu|gui|nop|lien he|phan anh)(?: (?:len|cho|voi|toi|den))? ai\b")
_LED_IN = re.compile(r"^(?:và|với lại|với|còn|rồi|va|voi lai|voi|con|roi)\s+", re.IGNORECASE)
"""What leads from one question of a message to the next."""
_ASKS_RESULT = re.compile(r"\b(?:da|hien|dat|duoc (?:bao nhieu|may))\b")


class _Found(NamedTuple):
    """The figures that answer one question; where none does, those nearest to it (another period, no
    change stated), which are told as such."""

    asked: Understanding
    stated: Sequence[Stated]
    nearest: Sequence[Stated] = ()


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """Answer a question for one figure or several, or None."""
    if not _is_for_figures(asked):
        return None
    found = _of_each_part(asked, corpus)
    stated = list(dict.fromkeys(s for part in found for s in part.stated))
    if not _asks_number(asked) and not any(_speaks_of(asked, corpus, *one) for one in stated):
        return None
    if not stated and not any(part.nearest for part in found):
        return None
    writer = Writer()
    told_otherwise = _aims_only(asked, stated) and denied.say(writer, corpus, asked)
    if listed_by := names.of_counted(asked, corpus, stated):
        stated = [one for one, _ in listed_by]
    for document, figure in stated[:MOST]:
        say(writer, corpus, document, figure)
    for _, passage in listed_by[:MOST]:
        source = corpus.source(passage.document, passage.start, passage.end)
        writer.item(passages.told(corpus, passage), source)
    for part in found:
        if not part.stated:
            _say_missing(writer, corpus, part, told=stated, alone=len(found) == 1)
    if not stated:
        return writer.answer(Status.ANSWERED if told_otherwise else Status.INSUFFICIENT)
    restating.say(writer, corpus, asked, stated)
    if _aims_only(asked, stated) and (told_otherwise or _ASKS_RESULT.search(asked.folded)):
        writer.say(texts.AIMS_ONLY)
    if not asked.codes or asked.asks_any("compare", "which") or len(asked.codes) > 1:
        _say_silent(writer, corpus.of_communes(asked.codes), stated)
    _say_bounds(writer, stated)
    _say_differing(writer, corpus, stated)
    return writer.answer()


def all_of_unit(asked: Understanding, corpus: Corpus) -> Answer | None:
    """Everything that one unit states, where no figure of it is singled out; None where another thing is
    asked."""
    if len(asked.codes) != 1 or asked.indicators or asked.asks_any("draft", "compare", "cite"):
        return None
    every = EVERY_FIGURE.search(asked.folded)
    if not every and not asked.asks_any("result_or_target"):
        return None
    if not asked.topic.without(f"{every[0] if every else ''} {_FIGURE_WORDS}").empty:
        return None
    stated = list(corpus.snapshot.figures(corpus.of_communes(asked.codes)))
    writer = Writer()
    for document, figure in sorted(stated, key=lambda s: s[1].nature.value)[:MOST_OF_UNIT]:
        say(writer, corpus, document, figure)
    if len(stated) > MOST_OF_UNIT:
        left = texts.FIGURES_LEFT.format(count=len(stated) - MOST_OF_UNIT)
        writer.say(left, computed=[left])
    return writer.answer() if stated else None


def of_plan(asked: Understanding, corpus: Corpus) -> Answer | None:
    """The share of a plan that one unit states, or None: two values may still be compared."""
    if relation_asked(asked) is not Relation.PLAN or len(asked.codes) != 1 or asked.asks_any("draft"):
        return None
    return answer(asked, corpus) if find(asked, corpus, Relation.PLAN) else None


def _is_for_figures(asked: Understanding) -> bool:
    if asked.asks_any("draft", "task_table", "lead", "product", "support", "deadline"):
        return False
    if asked.asks_any("indicators") and not asked.asks_any("how_many"):
        return False
    if _asks_number(asked):
        return True
    who = any(pattern.search(asked.folded) for pattern in (WHO_DOES, _ASKS_WHOM))
    if _ASKS_WHAT.search(asked.folded) or (who and not asked.asks_any("which")):
        return False
    return asked.asks_any("which") or bool(asked.indicators) or bool(asked.codes)


def _asks_number(asked: Understanding) -> bool:
    """Whether a value is asked for, or one that is proposed ("vượt 85% đúng không") is to be confirmed."""
    rows = ("how_many", "target", "money", "change", "compare", "result_or_target", "restate")
    return asked.asks_any(*rows) or bool(find_quantities(asked.text))


def _speaks_of(asked: Understanding, corpus: Corpus, document: DocumentRecord, figure: Figure) -> bool:
    """Whether a figure with its sentence is about most of what is asked: where no number is, a count of the
    thing that something is asked of ("tổ có được thu tiền không") is no answer."""
    start, end = sentence_at(corpus.view(document).text, figure.start)
    said = f"{said_of(corpus, document, figure)} {corpus.text_of(document, start, end)}"
    return asked.topic.coverage(said) >= LEAST_SAID


LEAST_SAID = 0.5
"""Weighted share of what a question that asks for no number is about which a figure must speak of."""

LEAST_OWN_WORDS = 0.4
"""Least weighted share of the own words of a further question that a figure not yet told must hold."""


def _of_each_part(asked: Understanding, corpus: Corpus) -> list[_Found]:
    """What answers each question of a message: an indicator told for one is not told again for the next that
    names another ("cung cấp bao nhiêu, dân dùng bao nhiêu")."""
    found: list[_Found] = []
    for part in parts(asked, corpus):
        told = [stated for one in found for stated in one.stated]
        own = _found(part, corpus)
        if told and own.stated and all(stated in told for stated in own.stated):
            other = _found(replace(part, indicators=asked.indicators), corpus, told)
            named = [s for s in other.stated if _is_own(part, corpus, s, told)]
            own = other._replace(stated=named) if named else own
        found.append(own)
    return found


def _is_own(part: Understanding, corpus: Corpus, stated: Stated, told: Sequence[Stated]) -> bool:
    """Whether a figure is what a further question asks for: it alone is in its unit, or holds its words."""
    units = units_asked(part)
    counted = all(fit(units, figure.unit) is Fit.OTHER for _, figure in told)
    if counted and fit(units, stated[1].unit) is not Fit.OTHER:
        return True
    return part.focus.coverage(said_of(corpus, *stated)) >= LEAST_OWN_WORDS


def _found(asked: Understanding, corpus: Corpus, told: Sequence[Stated] = ()) -> _Found:
    if asked.asks_any("placed"):
        return _Found(asked, ())
    relation = relation_asked(asked)
    if relation is not None:
        related = find(asked, corpus, relation)
        return _Found(asked, related) if related else _unrelated(asked, corpus, relation)
    bare = asked.topic.without("muc tieu chi tieu dat ra").empty
    few = bool(asked.codes) or (bare and len(corpus.documents) <= FEW_DOCUMENTS)
    open_aims = asked.asks_any("target") and (bare or _ASKS_WHAT.search(asked.folded)) and few
    matching = aims(asked, corpus) if open_aims else find(asked, corpus, told=told)
    fitting = [s for s in matching if in_time.of_figure(asked, corpus, *s)]
    if matching and not fitting:
        return _Found(asked, (), matching[:3])
    by_unit: dict[str | None, list[Stated]] = {}
    for one in fitting:
        by_unit.setdefault(one[0].header.commune, []).append(one)
    wanted = {id(one) for of_unit in by_unit.values() for one in _of_nature(asked, corpus, of_unit)}
    if asked.asks_any("result_or_target"):
        said = {quantity.value for quantity in find_quantities(asked.text)}
        wanted = {id(one) for one in fitting if one[1].value in said} or wanted
    return _Found(asked, [one for one in fitting if id(one) in wanted])


def _unrelated(asked: Understanding, corpus: Corpus, relation: Relation) -> _Found:
    """No change or share of a plan is stated. Plan and result side by side still say how they relate."""
    matching = find(asked, corpus)
    natures = {figure.nature for _, figure in matching}
    if relation is Relation.PLAN and natures >= {Nature.RESULT, Nature.TARGET}:
        return _Found(asked, matching)
    return _Found(asked, (), matching[:3])


CLEARLY_MORE = 0.15
"""How much more of a question, by weight, one figure says than another that is not meant by it."""


def _of_nature(asked: Understanding, corpus: Corpus, stated: Sequence[Stated]) -> Sequence[Stated]:
    """Of one unit aims where aims are asked for, requirements where these are, else results; else what there
    is: a unit that states aims alone is not silent."""
    if asked.asks_any("target") and not asked.asks_any("result_or_target"):
        return [s for s in stated if s[1].nature is not Nature.RESULT] or stated
    if asked.asks_any("required"):
        return stated
    results = [s for s in stated if s[1].nature is Nature.RESULT]
    if results and (aims := _of_what_is_named(asked, corpus, stated, results)):
        return aims
    return results or [s for s in stated if s[1].nature is not Nature.REQUIREMENT] or stated


def _of_what_is_named(
    asked: Understanding, corpus: Corpus, stated: Sequence[Stated], results: Sequence[Stated]
) -> Sequence[Stated]:
    """The aims of the indicator that the question names best, where no result of it is stated and those of
    others say clearly less of the question: paying online is no filing online."""
    best = stated[0][1]
    aims = [s for s in stated if s[1].code == best.code and s[1].indicator == best.indicator]
    if any(figure.nature is not Nature.TARGET for _, figure in aims):
        return []
    named = asked.topic.coverage(said_of(corpus, *stated[0]))
    nearest = max(asked.topic.coverage(said_of(corpus, *one)) for one in results)
    return aims if named >= nearest + CLEARLY_MORE else []


def _say_missing(
    writer: Writer, corpus: Corpus, part: _Found, *, told: Sequence[Stated], alone: bool
) -> None:
    """Say that what a question asks is not stated, with the nearest that is."""
    if part.nearest:
        period = in_time.in_words(part.asked) or texts.EARLIER_PERIOD
        writer.say(texts.NO_FIGURE_FOR_PERIOD.format(period=period))
        for document, figure in part.nearest:
            if (document, figure) not in told:
                say(writer, corpus, document, figure)
    elif not alone:
        writer.say(texts.PART_NOT_STATED.format(asked=_LED_IN.sub("", part.asked.text).rstrip(" ?.")))


def _aims_only(asked: Understanding, stated: Sequence[Stated]) -> bool:
    """What is reached was asked for, and of it nothing, or only aims are stated."""
    own = vocabulary.asks(asked.folded)
    asks_result = own.isdisjoint(("target", "result_or_target", "restate"))
    return asks_result and all(figure.nature is Nature.TARGET for _, figure in stated)


def _say_silent(writer: Writer, documents: Sequence[DocumentRecord], matching: Sequence[Stated]) -> None:
    """Name the units asked about that do not state it."""
    stating = {d.header.commune for d, _ in matching}
    silent = list(
        dict.fromkeys(
            d.header.commune for d in documents if d.header.commune and d.header.commune not in stating
        )
    )
    if silent:
        units, more = listed(silent)
        writer.say(texts.NOT_STATED_BY.format(units=units), computed=more)


def _say_differing(writer: Writer, corpus: Corpus, matching: Sequence[Stated]) -> None:
    """That one document states two results of an indicator at one time that cannot both hold."""
    results = [s for s in matching[:MOST] if s[1].nature is Nature.RESULT]
    for (document, one), (other_document, other) in combinations(results, 2):
        same = document.name == other_document.name and (one.indicator, one.period) == (
            other.indicator,
            other.period,
        )
        if same and not agree(one, other):
            writer.warn(
                texts.DIFFERS_WITHIN.format(
                    document=corpus.label(document),
                    name=one.indicator,
                    values="; ".join((shown(one), shown(other))),
                )
            )
            return


def _say_bounds(writer: Writer, matching: Sequence[Stated]) -> None:
    bounds = [f for _, f in matching if f.comparator not in (Comparator.EQUAL, Comparator.RANGE)]
    if len(bounds) > 1:
        writer.warn(texts.BOUNDS_NOT_SUBTRACTED)
    if len({f.nature for _, f in matching}) > 1:
        writer.warn(texts.RESULT_IS_NOT_TARGET)
