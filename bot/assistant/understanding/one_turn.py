"""One turn by itself, from a sloppy question to what it asks: units, instruments, indicators, part, topic."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.assistant import period
from bot.assistant.cited import all_cited
from bot.assistant.corpus import Corpus
from bot.assistant.models import Question
from bot.assistant.period import Time
from bot.assistant.understanding import by_nickname, vocabulary
from bot.assistant.understanding.topic import Topic, topic_of
from knowledge import abbreviations, communes, indicators, instruments
from knowledge.abolished import is_abolished
from knowledge.commune_units import same_province
from knowledge.communes import Commune
from knowledge.indicators import Indicator
from knowledge.instruments import InstrumentQuery
from knowledge.models import SectionType
from knowledge.vietnamese import fold, nfc

_YEAR = re.compile(r"(?<![\d/])(?:(?:den|tu|trong|so voi) )?(?:het )?(?:nam |giai doan )?(20\d\d)(?![\d/])")
_TYPE_BEFORE = re.compile(
    r"\b(?:(?:ubnd|uy ban nhan dan)[\s,]+)?(?:xa|phuong|thi tran|dac khu)[\s,]+$"
    r"|\b(?:ubnd|uy ban nhan dan)[\s,]+$"
)
_KINDS = {"bao cao": "Báo cáo", "ke hoach": "Kế hoạch", "cong van": "Công văn"}

INDICATOR_MATCH = 0.6
"""Least similarity (0-1) at which a question names an indicator of the catalogue; measured on the
examples of the catalogue, of which it keeps all."""


@dataclass(frozen=True)
class Understanding:
    """One question, read in the light of the turns before it.

    `communes` are the units named (or the asker's own), `unheld` those of them that no document of
    the corpus is from; of a name that several held units have, all are meant. `times` are the quarters and
    half years named. `asks` are rows of the vocabulary; `content` is the folded question without units, times
    and the words that say how it is asked. Of a conversation, `spoken_of` are the units that were asked about
    the same matter, and `matter` is its topic without the detail of the last turn. One that `leans` on the
    turns before it means nothing without them.
    """

    question: Question
    text: str
    folded: str
    asks: frozenset[str]
    communes: tuple[Commune, ...]
    unheld: tuple[Commune, ...]
    instruments: tuple[InstrumentQuery, ...]
    indicators: tuple[Indicator, ...]
    sections: tuple[SectionType, ...]
    years: tuple[int, ...]
    times: tuple[Time, ...]
    topic: Topic
    whole: Topic
    focus: Topic
    content: str
    matter: Topic
    spoken_of: tuple[Commune, ...] = ()
    follows: bool = False
    leans: bool = False

    @property
    def codes(self) -> frozenset[str]:
        """Codes of the units asked about that the corpus holds."""
        return frozenset(c.code for c in self.communes) - {c.code for c in self.unheld}

    @property
    def courteous(self) -> bool:
        """A greeting or thanks and nothing else."""
        says = self.asks_any("greeting", "thanks") and self.asks <= _CHAT_ROWS
        return says and self.topic.empty and not (self.communes or self.instruments or self.sections)

    def asks_any(self, *rows: str) -> bool:
        """The question uses one of these rows of the vocabulary."""
        return not self.asks.isdisjoint(rows)


def read(text: str, question: Question, corpus: Corpus) -> Understanding:
    """A turn without what the turns before it say. `question` tells who asks."""
    expanded = spelled_out(text, corpus)
    folded = fold(expanded)
    asks = vocabulary.asks(vocabulary.folded_for_tables(expanded))
    if _THESE_FEW.match(folded):
        asks -= {"how_many"}
    papers = tuple(instruments.match_query(expanded))
    if not papers and (papers := _by_number(folded, asks, corpus)):
        asks -= {"how_many"}  # "con số 03 thì sao"
    if papers and "doubted" in asks:
        asks |= {"symbol_check"}
    papers = tuple(by_nickname.meant(papers, folded, asks, corpus))
    mentions = unit_mentions(expanded, corpus)
    mentions = [m for m in mentions if not _no_unit(m, folded)]
    if "cite" in asks and _of_body_gone(folded):
        asks |= {"abolished"}
    if "abolished" in asks:
        mentions = [m for m in mentions if m.typed or m.commune.code in corpus.held_codes]
    named = tuple({unit.code: unit for m in mentions for unit in _meant(m, corpus)}.values())
    titles = {q: units for q in papers if (units := _of_title(q, corpus))}
    named = named or tuple(unit for units in titles.values() for unit in units)
    if not named and question.commune and "own_unit" in asks:
        named = _own(question.commune, corpus)
    bare = without_units(folded, mentions)
    of_a_year = vocabulary.says("sections.toml", "orientation", bare)  # "nhiệm vụ năm 2026"
    years = tuple(int(year) for year in dict.fromkeys(_YEAR.findall(bare)))
    times, bare = period.asked(bare)
    bare = _YEAR.sub(lambda match: " " * len(match[0]), bare)
    sections = vocabulary.section_types(bare) or ((SectionType.ORIENTATION,) if of_a_year else ())
    bare = vocabulary.without_closing(bare)
    kept = _CONTENT_ROWS | {"document_facts"} if "how_many" in asks else _CONTENT_ROWS
    content = vocabulary.without(bare, *(asks - kept))
    content = vocabulary.restored("draft_words.toml", "matter", bare, content)
    if "task_table" in asks and named and not _has_annex(named, corpus):
        content = vocabulary.restored("task_words.toml", "annex", bare, content)
    said = vocabulary.without(bare, *(asks & _CHAT_ROWS))
    topic = topic_of(vocabulary.without_section_names(content), corpus.weight)
    return Understanding(
        question=question,
        text=text,
        folded=folded,
        asks=asks,
        communes=named,
        unheld=tuple(c for c in named if c.code not in corpus.held_codes),
        instruments=tuple(query for query in papers if query not in titles),
        indicators=_indicators(content, said),
        sections=sections,
        years=years,
        times=times,
        topic=topic,
        whole=topic_of(vocabulary.without(said, *(asks & _QUESTION_ROWS)), corpus.weight),
        focus=topic,
        content=content,
        matter=topic,
        spoken_of=named,
    )


_THESE_FEW = re.compile(
    r"\W*may (?!(?:xa|phuong|don vi|noi|bao cao|van ban)\b)\w+ .*(?<!la )\b(?:gi|the nao|ra sao)"
    r"(?: cho .*)?[\s?.]*$"
)
"""Says "these" and asks what they do, not how many they are: "mấy tổ công nghệ số giúp dân việc gì"."""


def _own(commune: str, corpus: Corpus) -> tuple[Commune, ...]:
    """The unit of who asks: of several of its name those that documents are from, else one of their
    province."""
    found = communes.table().by_name(commune)
    held = [unit for unit in found if unit.code in corpus.held_codes]
    near = [unit for unit in found if unit.province in corpus.provinces]
    return tuple(held or (near or found)[:1])


def _has_annex(units: Sequence[Commune], corpus: Corpus) -> bool:
    """Whether an annex of theirs is held; else what they say of one is asked for."""
    documents = corpus.of_communes(frozenset(unit.code for unit in units))
    return any(corpus.has_part(document, [SectionType.ANNEX]) for document in documents)


def _of_title(query: InstrumentQuery, corpus: Corpus) -> list[Commune]:
    """The units whose papers are about the instrument of a number, where that is meant: "kế hoạch 709"
    carries out decision 709."""
    if query.kind not in _KINDS.values() or query.issuer_code or query.year:
        return []
    about = re.compile(rf"\b{query.number}/")
    titled = [
        d for d in corpus.documents if d.header.kind == query.kind and about.search(d.header.title or "")
    ]
    units = (communes.table().by_code(d.header.commune_code or "") for d in titled)
    return list(dict.fromkeys(unit for unit in units if unit))


def spelled_out(text: str, corpus: Corpus) -> str:
    """The text without abbreviations; names of communes stay ("phuong hong bang" has no "không")."""
    text = nfc(text)
    parts: list[str] = []
    at = 0
    for mention in unit_mentions(text, corpus):
        parts += [_in_full(text[at : mention.start]), text[mention.start : mention.end]]
        at = mention.end
    return "".join([*parts, _in_full(text[at:])])


def _in_full(text: str) -> str:
    return instruments.spelled_out(abbreviations.expand(text))


def unit_mentions(text: str, corpus: Corpus) -> list[communes.CommuneMention]:
    """Where a text names communes, those of the corpus preferred."""
    return communes.table().find(_without_own(text, fold(text)), prefer=corpus.held_codes)


_OF_PAPERS = frozenset(("about", "when", "issuer", "how_to_write", "still_valid", "symbol_check", "cite"))
_NUMBER_ALONE = re.compile(r"(?<!\w)(?:cai|so) (\d{2,5})(?![\w%]|[.,/-]\d)")
_NOTHING_BUT_NUMBER = re.compile(r"\W*(?:(?:con|the|va|cai|so) )+(\d{2,5})(?: thi| sao| the nao| nua)*\W*")
_NUMBER_OF_ROW = re.compile(r"(?:nhiem vu|dau viec|viec|muc|phan|dong|hang|stt|trang|cau|y)\s+$")


def _by_number(folded: str, asks: frozenset[str], corpus: Corpus) -> tuple[InstrumentQuery, ...]:
    """What is asked about a number alone ("cái 6962 là gì", "còn 569?") that documents of the corpus cite
    something by."""
    found = _NUMBER_ALONE.search(folded) if asks & _OF_PAPERS else _NOTHING_BUT_NUMBER.fullmatch(folded)
    if found is None or _NUMBER_OF_ROW.search(folded, 0, found.start()):
        return ()
    return (InstrumentQuery(None, found[1]),) if any(all_cited(corpus).of_number(found[1])) else ()


_BODY_ABOVE = re.compile(
    r"(?<!\w)(?:cua|do) (?:ubnd |uy ban nhan dan |hdnd |hoi dong nhan dan )?(?P<level>tinh|huyen|quan|thi xa)"
    r"(?P<name>(?: \w+){1,3})"
)
_LEVELS = {"tinh": "tỉnh", "huyen": "huyện", "quan": "quận", "thi xa": "thị xã"}


def _of_body_gone(folded: str) -> bool:
    """Whether papers of a province or district that no longer exists are spoken of."""
    named = _BODY_ABOVE.search(folded)
    return named is not None and is_abolished(f"{_LEVELS[named['level']]}{named['name']}")


_ISSUING = re.compile(r"(?<!\w)(?:huyen|quan|tinh|thi xa|thanh pho)\s+$")
"""Behind it stands a body of another level that issued a paper, though a commune has its name: "Kế hoạch 45
của huyện …"."""


_ALL_UNITS = re.compile(
    r"(?<!\w)(?:cac|moi|nhung|toan bo|tat ca|\d+) (?:xa,? (?:va )?phuong|phuong,? (?:va )?xa)\s+$"
)
"""Behind it stands what the units are of: "các xã, phường Bắc Ninh" names no ward."""


def _no_unit(mention: communes.CommuneMention, folded: str) -> bool:
    """Whether the name is that of a body or place above communes: behind "các xã, phường" one that its
    province has, or no commune."""
    if _ISSUING.search(folded, 0, mention.start):
        return True
    unit = mention.commune
    above = unit.province is None or same_province(unit.province, unit.name)
    return above and _ALL_UNITS.search(folded, 0, mention.start) is not None


def without_units(folded: str, mentions: Sequence[communes.CommuneMention]) -> str:
    """The folded text without these names of units and what they are ("UBND xã"), of the same length."""
    for mention in mentions:
        start = with_type(folded, mention.start)
        folded = folded[:start] + " " * (mention.end - start) + folded[mention.end :]
    return folded


def _without_own(text: str, folded: str) -> str:
    """The text without "xã mình", which with the next word may look like a name: "xã mình đạt …"."""
    left = vocabulary.blanked("vocabulary.toml", "own_unit", folded)
    return "".join(" " if now != was else char for char, was, now in zip(text, folded, left, strict=True))


def _meant(mention: communes.CommuneMention, corpus: Corpus) -> list[Commune]:
    """The unit that is named, with others of that name that documents are from, too."""
    held = mention.commune.code in corpus.held_codes and mention.former is None
    others = (unit for unit in mention.alternatives if held and unit.code in corpus.held_codes)
    return [mention.commune, *others]


# Rows whose words say what is asked about, not only how: they stay in the topic. Who signed is asked about a
# document, how much is signed ("văn bản ký số đạt bao nhiêu") about a figure.
_CONTENT_ROWS = frozenset({"money", "reload", "failures", "target"})


# Rows whose words never name what is asked about.
_CHAT_ROWS = frozenset({"chatter", "field", "follow_up", "own_unit", "they", "greeting", "thanks"})
_QUESTION_ROWS = frozenset({"how_many", "when", "which", "about", "document_words", "how_to_write"})


def _indicators(*readings: str) -> tuple[Indicator, ...]:
    """The indicators named; words that only ask ("tỷ lệ") may be part of a name as well."""
    best: dict[str, tuple[float, Indicator]] = {}
    for reading in readings:
        for found, score in indicators.match(reading):
            if score >= INDICATOR_MATCH and score > best.get(found.code, (0.0, found))[0]:
                best[found.code] = (score, found)
    ranked = sorted(best.values(), key=lambda scored: -scored[0])
    return tuple(found for _, found in ranked[:3])


def with_type(folded: str, start: int) -> int:
    """Where the name that starts there begins with its "xã" or "UBND phường"."""
    match = _TYPE_BEFORE.search(folded, 0, start)
    return match.start() if match else start
