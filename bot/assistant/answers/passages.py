"""Answers cut from the text itself: the sentences that cover the question best."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot import texts
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer
from bot.assistant.understand import Understanding
from bot.assistant.understanding.counted import Fit, fit, units_asked
from bot.assistant.understanding.topic import Topic, syllables
from bot.assistant.writer import Writer
from knowledge import communes
from knowledge.abbreviations import expand_formal
from knowledge.communes import Commune
from knowledge.models import SectionType
from knowledge.numbers import find_quantities
from knowledge.snapshot import DocumentRecord
from knowledge.vietnamese import fold
from retrieval.models import Evidence

LEAST_COVERAGE = 0.6
"""Least weighted share of a question's words that a passage must hold to answer it."""

LEAST_DONE = 0.51
"""The same of a passage on what was done, where that is asked for: plans may be in words nearer to it. Two
syllables apart from each other cover half of a word."""

LEAST_TOLD = 0.5
"""Weight in all below which the words of a topic stand in nearly every passage; all words of the question
then have to say what is meant."""

NEAR_OF_OTHERS = 0.75
"""Least share of the best coverage that a passage of another unit asked about must reach."""

MOST = 6
"""Passages quoted."""

MOST_SEARCHED = 40
"""Chunks read where the question is which documents say something."""

FEW_DOCUMENTS, SEARCHED_OF_EACH = 12, 8
"""Up to so many documents, so many chunks of each are read for it."""

SURE_COVERAGE = 0.8
"""From here on no warning is given that the passage may only touch the question."""

LIST_ITEMS, LONGEST_LIST = 2, 1200
"""Semicolons, and characters, of a paragraph that is told whole as a list."""

_LISTS = re.compile(r"\b(?:nhung|cac) (?:\w+ ){0,10}(?:nao|gi)\b|\b(?:liet ke|ke ten|ke ra|gom nhung)\b")
_SENTENCE = re.compile(r"[^\n.;!?]+(?:[.;!?](?!\s)[^\n.;!?]*)*[.;!?]*")
_CAPITALS = re.compile(r"[A-ZĐ]{2}")
_IN_WORDS = re.compile(r"\b(?:toàn bộ|tất cả|chưa có|chưa xảy ra|không có)\b", re.IGNORECASE)
_PLACE = re.compile(r"\b(?:thu|hang|vi tri) \d|\d/\d")
"""The place of one in an order, folded: "xếp thứ 12/65"."""
_DONE = re.compile(r"\bda\b(?! (?:dang|nang|canh|dien|so)\b)")
"""What was done is asked for ("đã mở lớp gì"), not what is planned or proposed."""
_TO_COME = (
    *(SectionType.ORIENTATION, SectionType.TARGETS, SectionType.SOLUTIONS),
    *(SectionType.PROPOSALS, SectionType.DIFFICULTIES),
)
"""Parts that do not tell what was done."""
_BARE = 2  # syllables of a question that only names things: "all computers have …" does not number them
_REACH = 25  # characters after a number in which what it counts is named
_AROUND = 40  # characters on both sides of "toàn bộ" in which what it is said of is named

SAID_OF = 0.5
"""Least weighted share of a question's words that stand there."""


@dataclass(frozen=True)
class Passage:
    """A sentence (or a few that belong together) of a document, and how much (0-1) of the question it covers:
    of what it is about (or of all its words, where that is more), and of all its words; `own` is what it
    covers without the headings above it, so many times as it names it where a list is asked for."""

    document: DocumentRecord
    start: int
    end: int
    coverage: float
    whole: float = 0.0
    own: float = 0.0


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """The best sentences, or None where nothing covers the question."""
    if asked.topic.empty:
        return None
    passages = _of_each_unit(asked, corpus)
    done = _DONE.search(asked.folded) is not None
    planned = bool(passages) and _is_to_come(corpus, passages[0])
    if not passages or passages[0].coverage < (LEAST_DONE if done and not planned else LEAST_COVERAGE):
        return None
    if _leaves_out(asked.topic, passages[0].coverage):
        return None
    if asked.asks_any("how_many", "money", "change") and not _states_a_number(asked, corpus, passages[0]):
        return None
    if asked.asks_any("placed") and not _PLACE.search(fold(told(corpus, passages[0]))):
        return None
    writer = Writer()
    if done and planned:
        writer.say(texts.ONLY_TO_COME)
    said: dict[str, Passage] = {}
    for passage in passages[:MOST]:
        unit = passage.document.header.commune or corpus.label(passage.document)
        said.setdefault(f"{unit}: {told(corpus, passage)}", passage)
    for text, passage in said.items():
        writer.item(text, corpus.source(passage.document, passage.start, passage.end))
        if passage.document.quality.poor:
            writer.warn(texts.CHECK_SCAN.format(document=corpus.label(passage.document)))
    told_of = {passage.document.header.commune_code for passage in passages}
    silent = [unit.full_name for unit in _units(asked) if unit.code not in told_of]
    if len(_units(asked)) > 1 and silent:
        writer.say(texts.NOT_SAID_BY.format(units=", ".join(silent)))
    if passages[0].coverage < SURE_COVERAGE:
        writer.warn(texts.PARTLY_COVERED)
    return writer.answer()


def _leaves_out(topic: Topic, coverage: float) -> bool:
    """Whether one of the two words that a question is made of is missing: "thôn nào ngập" is not answered by
    any village."""
    return len(topic.weights) == 2 and not topic.pairs and coverage < SURE_COVERAGE


def _of_each_unit(asked: Understanding, corpus: Corpus) -> list[Passage]:
    """The best passages; of several units that are named, those of each that come near the best of all: what
    two are asked about is not told of one."""
    units = _units(asked)
    if not 1 < len(units) <= MOST:
        return find(asked, corpus)
    each = [find(replace(asked, communes=(unit,)), corpus)[: MOST // len(units)] for unit in units]
    best = max((passage.coverage for found in each for passage in found), default=0.0)
    near = [passage for found in each for passage in found if passage.coverage >= NEAR_OF_OTHERS * best]
    return sorted(near, key=lambda passage: -passage.coverage)


def _units(asked: Understanding) -> list[Commune]:
    """The units asked about that the corpus holds."""
    return [unit for unit in asked.communes if unit.code in asked.codes]


def told(corpus: Corpus, passage: Passage) -> str:
    """Its words for reading: without the sign of a list before them, the cells of a row apart."""
    text = corpus.text_of(passage.document, passage.start, passage.end)
    return re.sub(r"\s*\t\s*", " · ", text.strip(" -+*•\t,"))


def find(asked: Understanding, corpus: Corpus, *, across: bool = False, limit: int = 12) -> list[Passage]:
    """Sentences of the best chunks, by how much of the question they cover: the best that do not overlap, or,
    `across` many documents, all."""
    listing = _LISTS.search(asked.folded) is not None and not across
    telling = sum(asked.topic.weights.values()) >= LEAST_TOLD
    found: list[Passage] = []
    for evidence in _evidence(asked, corpus, across=across, limit=limit):
        document = corpus.snapshot.document(evidence.chunk.document)
        if document is None:
            continue
        heading = evidence.chunk.heading
        spans = windows(corpus, document, evidence.chunk.start, evidence.chunk.end)
        if listing:
            spans += _listed(corpus, document, evidence.chunk.start, evidence.chunk.end)
        for start, end in spans:
            words, readable = corpus.view(document).text[start:end], corpus.readable_of(document, start, end)
            if readable is not None:
                words = f"{words} {readable}"
            if _CAPITALS.search(words):
                words = expand_formal(words)
            text = f"{words} {heading}"
            whole = asked.whole.coverage(text)
            covered = max(asked.topic.coverage(text) if telling else 0.0, whole)
            own = asked.topic.coverage(words) * (
                _times_named(asked.topic, words, 2 if readable is None else 1) if listing else 1
            )
            found.append(Passage(document, start, end, covered, whole, own))
    if _DONE.search(asked.folded) and not across:
        found = list(_done(corpus, found))
    found.sort(key=lambda p: (-p.own if p.own > 1 else 0.0, -p.coverage - p.whole, -p.own, p.end - p.start))
    return found if across else _apart(found)


def _done(corpus: Corpus, passages: Sequence[Passage]) -> Sequence[Passage]:
    """The passages on what was done, if the documents speak of the matter and some of these do; else all."""
    kept = [p for p in passages if not _is_to_come(corpus, p)]
    told = any(p.coverage >= LEAST_COVERAGE for p in passages)
    return kept if told and any(p.coverage >= LEAST_DONE for p in kept) else passages


def _is_to_come(corpus: Corpus, passage: Passage) -> bool:
    part = corpus.section_at(passage.document, passage.start)
    return part is not None and part.type in _TO_COME


def _evidence(asked: Understanding, corpus: Corpus, *, across: bool, limit: int) -> list[Evidence]:
    """The chunks nearest to a question. `across` few documents each is searched: who does not say something
    is to be known as well."""
    documents = corpus.of_communes(asked.codes)
    query = " ".join(asked.topic.weights) if asked.follows or across else asked.text
    if asked.topic.spoken:
        query = f"{query} {' '.join(asked.topic.weights)}"
    if across and len(documents) <= FEW_DOCUMENTS:
        found = (
            corpus.searcher.search(query, communes=(), documents=[d.name], limit=SEARCHED_OF_EACH)
            for d in documents
        )
        return [one for result in found for one in result.evidence]
    units = [unit.full_name for unit in asked.communes if unit.code in asked.codes]
    names = [d.name for d in documents] if asked.codes else ()
    result = corpus.searcher.search(
        query, communes=units, documents=names, limit=MOST_SEARCHED if across else limit
    )
    return list(result.evidence)


def sentences(corpus: Corpus, document: DocumentRecord, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of a span, cut at semicolons, too."""
    text = corpus.view(document).text
    return [(m.start(), m.end()) for m in _SENTENCE.finditer(text, start, end) if m[0].strip()]


def windows(corpus: Corpus, document: DocumentRecord, start: int, end: int) -> list[tuple[int, int]]:
    """Sentences of a span, and pairs of neighbours in a paragraph (an answer may run over a full stop)."""
    single = sentences(corpus, document, start, end)
    text = corpus.view(document).text
    pairs = [(a[0], b[1]) for a, b in pairwise(single) if "\n" not in text[a[0] : b[1]]]
    return single + pairs


def _listed(corpus: Corpus, document: DocumentRecord, start: int, end: int) -> list[tuple[int, int]]:
    """Paragraphs that are lists: what is asked for by "những … nào" may be all of one."""
    lines = re.finditer(r"[^\n]+", corpus.view(document).text[start:end])
    return [
        (start + line.start(), start + line.end())
        for line in lines
        if line[0].count(";") >= LIST_ITEMS and len(line[0]) <= LONGEST_LIST
    ]


def _times_named(topic: Topic, words: str, readings: int) -> int:
    """How often a list, in its text and the reading of it, names what tells most of a topic, a pair of
    syllables; once what is no list. `words` are both where it was repaired, else stand for two `readings`."""
    if not topic.pairs:
        return 1
    telling = max(topic.pairs, key=lambda pair: topic.weights[pair[0]] + topic.weights[pair[1]])
    times = readings * Counter(pairwise(syllables(words)))[telling]
    return times if times > LIST_ITEMS else 1


def _apart(passages: Sequence[Passage]) -> list[Passage]:
    """The best passages that do not overlap, those far below the best left out."""
    kept: list[Passage] = []
    for passage in passages:
        if kept and passage.coverage + passage.whole < kept[0].coverage + kept[0].whole - 0.25:
            break
        if not any(
            p.document.name == passage.document.name and p.start < passage.end and passage.start < p.end
            for p in kept
        ):
            kept.append(passage)
    return kept


def _states_a_number(asked: Understanding, corpus: Corpus, passage: Passage) -> bool:
    """The passage counts or says in words what the question asks the number of."""
    if asked.indicators:
        return (
            False  # a stated figure of it would have been found: what else holds a number is another matter
        )
    text = corpus.text_of(passage.document, passage.start, passage.end)
    units = units_asked(asked)
    quantities = [q for q in find_quantities(text) if fit(units, q.unit) is not Fit.OTHER]
    if asked.asks_any("money"):
        return any(quantity.kind == "money" for quantity in quantities)
    if asked.topic.coverage(text) < SURE_COVERAGE:
        return False
    counted = any(
        not asked.topic.weights.keys().isdisjoint(syllables(text[q.unit_start : q.end + _REACH]))
        for q in quantities
    )
    if counted or len(asked.topic.weights) <= _BARE:
        return counted
    around = (text[max(m.start() - _AROUND, 0) : m.end() + _AROUND] for m in _IN_WORDS.finditer(text))
    return any(asked.topic.coverage(near) >= SAID_OF for near in around)


def lineage(asked: Understanding, corpus: Corpus) -> Answer | None:
    """Which former units a commune was formed from, in the words of its documents."""
    if not asked.asks_any("lineage") or not asked.codes:
        return None
    writer = Writer()
    for document in corpus.of_communes(asked.codes):
        at = _former_named(corpus, document)
        if at is not None:
            start, end = sentence_at(corpus.view(document).text, at)
            writer.item(corpus.text_of(document, start, end), corpus.source(document, start, end))
    answer = writer.answer()
    return answer if answer.sources else None


def _former_named(corpus: Corpus, document: DocumentRecord) -> int | None:
    """Where a document first names a former unit of its own commune. Only lines with the name of one are
    looked at closely, which a poor scan may not spell."""
    code = document.header.commune_code or ""
    unit = communes.table().by_code(code)
    names = {fold(former.name) for former in unit.former if former.name} if unit else set()
    for line in re.finditer(r"[^\n]+", corpus.view(document).text):
        folded = fold(line[0])
        if document.quality.poor or any(name in folded for name in names):
            for mention in communes.table().find(line[0], prefer=frozenset({code})):
                if mention.former and mention.commune.code == code:
                    return line.start() + mention.start
    return None


def sentence_at(text: str, position: int) -> tuple[int, int]:
    """The sentence that holds a position."""
    for match in _SENTENCE.finditer(text, text.rfind("\n", 0, position) + 1):
        if match.end() > position:
            return match.start(), match.end()
    return position, len(text)
