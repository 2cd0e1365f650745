"""Which stated figures a question asks for.

A figure fits by the words of its indicator and its quote, and by its unit. What surrounds it (its sentence,
the title of its document) only lets it take part: it makes no figure of a sentence fit better than another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from bot.assistant.answers.passages import sentence_at
from bot.assistant.corpus import Corpus
from bot.assistant.understand import Understanding
from bot.assistant.understanding.counted import MEASURES, Fit, counted, fit, units_asked
from bot.assistant.understanding.topic import Texts, Topic, topic_of
from knowledge import indicators
from knowledge.models import Figure, Nature
from knowledge.numbers import parse_number
from knowledge.snapshot import DocumentRecord
from knowledge.vietnamese import fold

Stated = tuple[DocumentRecord, Figure]

FEW_DOCUMENTS = 100
"""Up to so many documents every figure is compared with the question; beyond, indicators are chosen first."""

LEAST_COVERAGE = 0.55
"""Least weighted share of a question's words that a figure and what surrounds it must hold."""

LEAST_NAMED = 0.25
"""Least weighted share of an indicator's own words that the question must say: "dân số bao nhiêu người" does
not ask for the number of people who are insured."""

LEAST_NAMED_OTHERWISE = 0.45
"""The same for a figure of another unit than the one asked for: "bao nhiêu hộ" answered by a share."""

LEAST_COVERAGE_OTHERWISE = 0.75
"""And how much of the question its own words must cover, unless the question names its very indicator."""

LEAST_FOCUS = 0.5
"""Least weighted share of the own words of a follow-up for a number that a figure and its sentence hold."""

NEAR_BEST = 0.15
"""Figures that fit so much less than the best are told with it."""

_SAME_NAME = 0.8  # similarity (0-1) at which the base of a change is an indicator of the catalogue
_NEAR_MISSES = 40  # figures whose surroundings are looked at, per question


class Relation(Enum):
    """What a figure is stated in relation to."""

    CHANGE = "change"
    PLAN = "plan"


_CHANGED = re.compile(r"\((?:(?:tăng|giảm) so với|so (?:với )?(?:cùng kỳ|ck|năm|tháng|quý)\b)", re.IGNORECASE)
_OF_PLAN = re.compile(r"\((?:so với|th\s*/|thực hiện\s*/|% |tỷ lệ (?:đạt|hoàn thành))", re.IGNORECASE)
_SINCE = re.compile(r"\bso voi (?:nam )?20\d\d\b")
_ASKS_PLAN = re.compile(
    r"\b(?:so voi|bang|hoan thanh|dat)\b.{0,25}\b(?:ke hoach(?! \d)|du toan|chi tieu (?:duoc |tinh )?giao)"
)
_AIMING = "mục tiêu phấn đấu dự kiến"
_OF_A_PLAN = "so với kế hoạch dự toán giao năm"
_TAKEN_TOGETHER = "tổng cộng số tất cả hết thảy toàn bộ chiếm tham gia dự học"
"""Words beside a number of people or a share that say nothing further of what is counted."""
_OF_EACH = re.compile(r"\b(?:moi|tung|binh quan|trung binh)\b")
_MEASURE = re.compile(r"^(?:ty le|tong so|tong|so luong|so)\s+")
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_DIGIT = re.compile(r"\d")
_PROPOSED = re.compile(r"\d+")
"""A value that is proposed or doubted need not be what is stated."""
_POINTED_AT = re.compile(
    r"\b(?:con so|so lieu|muc|ty le|ti le)(?: (?:la|tren|duoi|hon|toi thieu|khoang))* (?P<value>\d+(?:,\d+)?)"
    r"(?= ?%| phan tram)(?!.*\b(?:bao nhieu|may)\b)"
)
"""A value that was told before, spoken of again: "con số trên 90% đó xã đạt rồi à"."""
_MACHINE = "máy"
"""Typed with its mark it is no "mấy"."""


def relation_asked(asked: Understanding) -> Relation | None:
    """Whether a change or a share of a plan is asked for."""
    if asked.asks_any("change") or _SINCE.search(asked.folded):
        return Relation.CHANGE
    return Relation.PLAN if _ASKS_PLAN.search(asked.folded) else None


def find(
    asked: Understanding,
    corpus: Corpus,
    relation: Relation | None = None,
    most: int | None = None,
    told: Sequence[Stated] = (),
) -> list[Stated]:
    """The figures of that relation that answer the question, the best fitting first, of whatever nature; of
    an indicator that many documents state, only `most` are looked at, and of those told already none."""
    sought = _Sought(asked, corpus)
    known = {_identity(figure) for _, figure in told}
    candidates = [
        stated
        for stated in _candidates(asked, corpus, most)
        if _relation(stated[1]) is relation and _identity(stated[1]) not in known
    ]
    fits = sorted(sought.fits(candidates), key=lambda found: -found.score)
    best = next((found for found in fits if sought.follows_on(found.stated)), None)
    if best is None:
        return []
    same = sought.wanted | {_identity(best.stated[1])}
    chosen = (
        found.stated
        for found in fits
        if found.score >= best.score - NEAR_BEST
        or (found.score >= best.score / 2 and _identity(found.stated[1]) in same)
    )
    return [stated for stated in chosen if sought.follows_on(stated)]


def aims(asked: Understanding, corpus: Corpus) -> list[Stated]:
    """All that the units asked about aim at, of the topic of the question if it has one."""
    sought = _Sought(asked, corpus)
    return [
        stated
        for stated in corpus.snapshot.figures(corpus.of_communes(asked.codes))
        if stated[1].nature is Nature.TARGET
        and (sought.topic.empty or sought.topic.coverage(sought.around(*stated)) >= LEAST_COVERAGE)
    ]


def nearest(asked: Understanding, corpus: Corpus) -> list[Stated]:
    """The same indicator as stated by other units: to be shown as theirs, never used instead. What a dispatch
    asks for without a value is no figure."""
    wanted = {indicator.code for indicator in asked.indicators}
    if not wanted:
        return []
    stated = corpus.snapshot.figures(codes=wanted, most=10)
    return [(d, f) for d, f in stated if f.value is not None or f.nature is not Nature.REQUIREMENT][:3]


def said_of(corpus: Corpus, document: DocumentRecord, figure: Figure) -> str:
    """The words of a figure: its indicator, its quote, and the repaired reading of a poor scan."""
    repaired = corpus.text_of(document, figure.start, figure.end) if document.quality.poor else ""
    return f"{figure.indicator} {figure.quote} {repaired}"


class _Fit(NamedTuple):
    score: float
    stated: Stated


class _Sought:
    """What a question asks the value of."""

    def __init__(self, asked: Understanding, corpus: Corpus) -> None:
        self.asked = asked
        self.corpus = corpus
        self.wanted = {indicator.code for indicator in asked.indicators}
        self.units = units_asked(asked)
        asking = [form.unit for form in self.units if form.kind in MEASURES]
        if asked.asks_any("target"):
            asking.append(_AIMING)
        if asked.asks_any("restate"):
            asking += _PROPOSED.findall(asked.folded)
        if relation_asked(asked) is Relation.PLAN:
            asking.append(_OF_A_PLAN)
        if self.units and _MACHINE not in asked.text.lower():
            asking.append("may")
        people = any(form.kind == "people" for form in self.units)
        self.members = asked.follows and people and not _OF_EACH.search(asked.folded)
        if self.members:
            asking += [counted(asked), "tổng"]
        self._named: dict[str, float] = {}
        self._covered: dict[str, float] = {}
        self._fit: dict[str, Fit] = {}
        self.topic = asked.topic.without(" ".join(asking))
        self.focus = asked.focus.without(" ".join(asking))
        self.focus_beside_unit = self.focus.without(f"{counted(asked)} {_TAKEN_TOGETHER}")
        pointed = _POINTED_AT.search(asked.folded) if asked.follows else None
        self.pointed_at = parse_number(pointed["value"]) if pointed else None
        self._asks_number = any(map(_DIGIT.search, (*self.topic.weights, *self.focus.weights)))

    def fits(self, candidates: Sequence[Stated]) -> list[_Fit]:
        """Those of the candidates that fit."""
        own = [(self.covered(said_of(self.corpus, *stated)), stated) for stated in candidates]
        own.sort(key=lambda row: -row[0])
        near = [row for row in own if row[0] < LEAST_COVERAGE][:_NEAR_MISSES]
        taking_part = [row for row in own if row[0] >= LEAST_COVERAGE]
        taking_part += [row for row in near if self.coverage(self.around(*row[1])) >= self.least(row[1][1])]
        return [
            _Fit(coverage + self.bonus(stated[1]), stated)
            for coverage, stated in taking_part
            if self.is_meant(stated[1], coverage)
        ]

    def covered(self, text: str) -> float:
        """The same as `coverage`, found once for texts that differ in their numbers alone: hundreds of units
        state an indicator in the same words."""
        words = text if self._asks_number else _DIGIT.sub("0", text)
        if words not in self._covered:
            self._covered[words] = self.coverage(words)
        return self._covered[words]

    def coverage(self, text: str) -> float:
        """How much of the question a text covers; a follow-up may be about something else altogether."""
        alone = self.focus.coverage(text) if self.asked.follows and not self.focus.empty else 0.0
        return max(self.topic.coverage(text), alone)

    def least(self, figure: Figure) -> float:
        return LEAST_COVERAGE / 2 if _code(figure) in self.wanted else LEAST_COVERAGE

    def around(self, document: DocumentRecord, figure: Figure) -> str:
        """A figure with its sentence and the title of its document."""
        sentence = self.corpus.text_of(document, *sentence_at(self.corpus.view(document).text, figure.start))
        return f"{said_of(self.corpus, document, figure)} {sentence} {document.header.title or ''}"

    def bonus(self, figure: Figure) -> float:
        return 0.3 * (_code(figure) in self.wanted) + 0.3 * self.named(figure) + 0.1 * self.fit(figure)

    def fit(self, figure: Figure) -> Fit:
        """How its unit fits those asked for; of thousands of figures a few units are stated."""
        if figure.unit not in self._fit:
            self._fit[figure.unit] = fit(self.units, figure.unit)
        return self._fit[figure.unit]

    def is_meant(self, figure: Figure, coverage: float) -> bool:
        """The question speaks of what the figure measures, in a unit that answers it."""
        unit = self.fit(figure)
        if unit is Fit.OTHER:
            named = coverage >= LEAST_COVERAGE_OTHERWISE or _code(figure) in self.wanted
            strict = all(form.kind in ("share", "money") for form in self.units)
            return named and not strict and self.named(figure) >= LEAST_NAMED_OTHERWISE
        meant = unit is Fit.VERY_THING or _code(figure) in self.wanted
        return meant or self.named(figure) >= LEAST_NAMED

    def follows_on(self, stated: Stated) -> bool:
        """Holds the new words of a follow-up that counts something: "bao nhiêu hộ nghèo" after another
        indicator is not asking for that one again. Where a value is pointed at ("con số trên 90% đó"), it is
        that of the figure."""
        if self.pointed_at is not None:
            return stated[1].value == self.pointed_at
        if not self.asked.follows or not self.units:
            return True
        focus = self.focus_beside_unit if self.fit(stated[1]) >= Fit.SAME_MEASURE else self.focus
        if focus.empty or focus.coverage(said_of(self.corpus, *stated)) >= LEAST_FOCUS:
            return True
        return focus.coverage(self.around(*stated)) >= LEAST_FOCUS

    def named(self, figure: Figure) -> float:
        """How much of the indicator's name, in one of its wordings, the question says (0-1); many units state
        the same one."""
        if figure.indicator not in self._named:
            self._named[figure.indicator] = self._named_anew(figure)
        return self._named[figure.indicator]

    def _named_anew(self, figure: Figure) -> float:
        known = indicators.by_code().get(_code(figure) or "")
        names = [_IN_BRACKETS.sub("", figure.indicator), *((known.name, *known.synonyms) if known else ())]
        spoken_of = [fold(indicator.name) for indicator in self.asked.indicators if self.members]
        question = " ".join([*self.topic.weights, self.asked.folded, *spoken_of])
        topics = (topic_of(_MEASURE.sub("", fold(name)), self.corpus.weight) for name in names)
        return max(topic.coverage(question) for topic in topics)


def _code(figure: Figure) -> str | None:
    """The code of what a figure is stated of: for a change or a share of a plan, that of its base."""
    return figure.code or (_code_of(figure.indicator) if _relation(figure) else None)


@lru_cache(maxsize=1024)
def _code_of(name: str) -> str | None:
    ranked = indicators.match(_IN_BRACKETS.sub("", name))
    return ranked[0][0].code if ranked and ranked[0][1] >= _SAME_NAME else None


def _identity(figure: Figure) -> str:
    return figure.code or figure.indicator


def _relation(figure: Figure) -> Relation | None:
    return _relation_of(figure.indicator)


@lru_cache(maxsize=1024)
def _relation_of(name: str) -> Relation | None:
    if _CHANGED.search(name):
        return Relation.CHANGE
    return Relation.PLAN if _OF_PLAN.search(name) else None


def _candidates(asked: Understanding, corpus: Corpus, most: int | None) -> list[Stated]:
    """Figures worth looking at: all of a few documents; of many, those whose indicator may be meant."""
    documents = corpus.of_communes(asked.codes)
    if len(documents) <= FEW_DOCUMENTS:
        return corpus.snapshot.figures(documents)
    wanted = {indicator.code for indicator in asked.indicators}
    names = _likely_names(asked.topic, wanted, corpus)
    if most is not None and not asked.codes:
        keys = [*((code, None) for code in wanted), *((None, name) for name in names)]
        return [stated for key in keys for stated in corpus.once(_sample, *key, most)]
    return corpus.snapshot.figures(documents, codes=wanted, indicators=names) if wanted or names else []


def _sample(corpus: Corpus, code: str | None, name: str | None, most: int) -> Sequence[Stated]:
    codes, names = [code] if code else [], [name] if name else []
    return corpus.snapshot.figures(codes=codes, indicators=names, most=most)


def _likely_names(topic: Topic, wanted: set[str], corpus: Corpus) -> list[str]:
    """The dozen indicators without a wanted code whose names cover most of the question."""
    stated = corpus.snapshot.indicators_stated
    covering = corpus.once(indicator_names).covering(topic, LEAST_COVERAGE / 2)
    scored = ((score, stated[n].name) for n, score in covering.items() if stated[n].code not in wanted)
    return [name for _, name in sorted(scored, reverse=True)[:12]]


def indicator_names(corpus: Corpus) -> Texts:
    """The names of the indicators that are stated, in the order of the catalog's list of them."""
    return Texts([one.name for one in corpus.snapshot.indicators_stated])
