"""What a turn takes over from the turns before it: units, instruments, topic, and what is asked.

A turn that names only another unit or year asks the question before it again. One that speaks of what was
said ("tổ đó", "trong đó", "nó") adds its own words to the matter that is spoken of. Any other short turn
takes over what it leaves out; a complete one takes over nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.assistant.corpus import Corpus
from bot.assistant.understanding import operations, vocabulary
from bot.assistant.understanding.asked_again import (
    SAYS_NOTHING,
    again,
    asks_again,
    asks_of_other_paper,
    listed,
    narrows,
    of_other_paper,
    reckoned,
    reckons,
    together,
)
from bot.assistant.understanding.one_turn import Understanding, read
from bot.assistant.understanding.said_before import (
    THAT_UNIT,
    Answers,
    asks_for_paper,
    names_issuer,
    referring,
)
from bot.assistant.understanding.topic import topic_of
from knowledge.communes import Commune
from knowledge.vietnamese import fold, nfc

_WORDS = "turn_words.toml"

SHORT = 9
"""Words up to which a turn may lean on the one before it without saying so."""

THIN = 3
"""Syllables of its own up to which a turn names no matter by itself."""

_ACROSS = re.compile(
    r"(?<!\w)(?:don vi|xa|phuong|dia phuong|noi|bao cao|ke hoach|van ban) (?:nao|khac)(?!\w)"
    r"|(?<!\w)(?:ai khac|con ai|nhung ai|ai nua)(?!\w)"
)
"""Asked of all units: the one spoken of before is not meant. Several that were compared are."""
_OF_ALL = re.compile(
    r"(?<!\w)(?:ca|tat ca|toan bo|het)(?: cac| may| \d{1,4})? (?:don vi|xa phuong|xa|phuong|noi)(?!\w)"
)
"""The same, in words that say nothing else: "cả 5 đơn vị thì sao"."""

_LASTING = frozenset({"how_many", "target", "task_table", "draft", "money", "cite", "indicators"})
"""What a question asks for that its follow-ups still ask for."""

_OF_ONE_PAPER = ("when", "issuer", "about", "number_of", "how_to_write", "still_valid")
"""What is asked of a paper, not of those that cite it."""

_OF_FIGURES = frozenset({"how_many", "money", "change"})
_OF_ANYTHING = SAYS_NOTHING | {"how_many", "money", "target", "result_or_target"}
"""Rows that ask something of what is named elsewhere."""

_THAT = frozenset({"đó", "ấy", "nó", "kia", "họ"})
_THIS = re.compile(r"(?<!\w)(?!(?:năm|tháng|kỳ|quý|lần|hôm|dịp|thời gian)\b)\w+ này(?!\w)")
_ATTACHED = re.compile(
    r"(?<!\w)(?:kem theo|dinh kem|gui kem)(?!\w)"
    r"(?! (?:cong van|ke hoach|bao cao|quyet dinh|nghi quyet|van ban)\b)"
)
"""An annex of the paper spoken of: "biểu kèm theo có mấy chỉ tiêu"."""
_THEN = re.compile(r"(?<!\w)thi (?:sao|the nao|may|bao nhieu|ai)(?!\w)")
_CITES = re.compile(r"(?<!huong )(?<!\w)dan(?! (?:so|cu|toc|van|to|tri|sinh|quan|phong|cuong))(?!\w)")
_NEXT_YEAR = re.compile(r"(?<!\w)(?:nam sau|nam toi|sang nam|nam ke tiep)(?!\w)")
_LAST_YEAR = re.compile(r"(?<!\w)(?:nam truoc|nam ngoai)(?!\w)")


def follow(
    before: Understanding | None, turn: Understanding, corpus: Corpus, answers: Answers | None = None
) -> Understanding:
    """The turn with what it leaves out, from the turn before it."""
    if before is None:
        return turn
    if "draft" in before.asks:
        return _merged(before, turn, corpus) if _leans(turn) else turn
    versus = bool(turn.communes and before.communes) and vocabulary.says(_WORDS, "versus", turn.folded)
    if not versus and not _leans(turn):
        return _kept_apart(before, turn)
    if narrows(before, turn):
        return again(before, turn)
    turn = _of_papers(before, turn)
    said = referring(before, _plain(before, turn, corpus), corpus, answers)
    if asks_again(before, said):
        return again(before, said)
    if asks_of_other_paper(before, said):
        return of_other_paper(before, said, corpus)
    if reckons(before, said):
        return reckoned(before, said)
    if names_issuer(before, said):
        return listed(before, said)
    if not _thin(said) and said.instruments == turn.instruments:
        said = replace(turn, communes=said.communes)
    return _merged(before, said, corpus)


def _leans(turn: Understanding) -> bool:
    """Whether a turn may go on about what was spoken of."""
    begins = vocabulary.begins_as_follow_up(turn.folded)
    complete = turn.communes and (turn.instruments or turn.indicators or turn.sections)
    own_paper = {"cite", "document_words"} <= turn.asks and not turn.topic.empty and not points_back(turn)
    if complete or (own_paper and not begins):
        return False
    return begins or len(turn.text.split()) <= SHORT or points_back(turn)


def points_back(turn: Understanding) -> bool:
    """Whether a turn speaks of something as said before."""
    if _ATTACHED.search(turn.folded):
        return True
    written = nfc(turn.text).lower()
    if fold(written) != written:
        return not _THAT.isdisjoint(re.findall(r"\w+", written)) or _THIS.search(written) is not None
    return vocabulary.says(_WORDS, "that", turn.folded)


def _of_that_matter(turn: Understanding) -> bool:
    """Whether it is the matter that a turn speaks of as said before, not a unit alone: "dân số xã đó"."""
    written = nfc(turn.text)
    of_unit = THAT_UNIT.sub(lambda match: " " * len(match[0]), fold(written))
    bare = "".join(char if left != " " else " " for char, left in zip(written, of_unit, strict=True))
    return points_back(replace(turn, text=bare, folded=of_unit))


def _kept_apart(before: Understanding, turn: Understanding) -> Understanding:
    """A complete turn; asked of the same matter as the one before it, both units may be meant after it."""
    same = set(before.indicators) & set(turn.indicators)
    return replace(turn, spoken_of=together(before.spoken_of, turn.communes)) if same else turn


def _plain(before: Understanding, turn: Understanding, corpus: Corpus) -> Understanding:
    """The turn with only those words in its topic that name a matter: not "đó", "hai số", "cao hơn"."""
    wanted = operations.read(turn.text)
    if wanted.rows:
        rest = read(wanted.rest, turn.question, corpus)
        turn = replace(turn, content=rest.content, indicators=rest.indicators)
    content = turn.content
    for row in ("versus", "several", "that", "point", "open", "narrowed"):
        content = vocabulary.blanked(_WORDS, row, content)
    content = _OF_ALL.sub(_spaces, content)
    for year in (_NEXT_YEAR, _LAST_YEAR) if before.years else ():
        content = year.sub(_spaces, content)
    shown = vocabulary.says(_WORDS, "shown", turn.folded)
    if turn.communes or turn.years or turn.times or shown:
        bare = content
        for row in ("again", "alike", "joined", "left_out", "shown"):
            bare = vocabulary.blanked(_WORDS, row, bare)
        content = bare if topic_of(bare, corpus.weight).empty else content
    own = topic_of(vocabulary.without_section_names(content), corpus.weight)
    said = set(re.findall(r"\w+", nfc(turn.text).lower()))
    pronouns = " ".join(fold(word) for word in said & {"nó", "họ", "mấy"})
    own = own.without(pronouns)
    return replace(turn, topic=own, focus=own)


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _of_papers(before: Understanding, turn: Understanding) -> Understanding:
    """ "Ngày bao nhiêu" is no amount; after papers, "dẫn" is said of them, and a date is asked of one of a
    list, not of the reports."""
    if turn.asks_any("when", "number_of"):
        turn = replace(turn, asks=turn.asks - {"how_many"})
    if not before.instruments and not before.asks_any("cite", "abolished"):
        return turn
    written = nfc(turn.text).lower()
    unmarked = fold(written) == written
    cites = _CITES.search(turn.folded) and (unmarked or "dẫn" in written)
    if cites and not turn.asks_any(*_OF_ONE_PAPER):
        turn = replace(turn, asks=turn.asks | {"cite"}, content=_CITES.sub(_spaces, turn.content))
    if (
        "cite" in before.asks
        and not turn.instruments
        and turn.asks_any("when", "issuer", "about", "number_of")
    ):
        return replace(turn, asks=(turn.asks | {"cite"}) - {"document_facts"})
    return turn


def _merged(before: Understanding, turn: Understanding, corpus: Corpus) -> Understanding:
    """The turn with what it leaves out."""
    thin = _thin(turn)
    more = vocabulary.says(_WORDS, "open", turn.folded) and not turn.asks_any("how_many", "target")
    across = len(before.communes) == 1 and any(one.search(turn.folded) for one in (_ACROSS, _OF_ALL))
    units = _joined(before, turn) or turn.communes or (() if across else before.communes)
    lasting = _LASTING - _OF_FIGURES if more else _LASTING
    kept = before.asks & lasting if thin or "draft" in before.asks else frozenset()
    if turn.instruments or (thin and before.instruments):
        kept -= {"cite"} if turn.asks_any(*_OF_ONE_PAPER) else frozenset()
    topic = before.topic if turn.topic.empty else before.matter.joined(turn.topic)
    return replace(
        turn,
        communes=units,
        unheld=tuple(unit for unit in units if unit.code not in corpus.held_codes),
        instruments=turn.instruments or (before.instruments if thin else ()),
        indicators=turn.indicators or (before.indicators if thin and not more else ()),
        sections=turn.sections or (before.sections if thin else ()),
        years=turn.years or _years(before, turn),
        times=turn.times or (() if turn.years else before.times),
        asks=turn.asks | kept | ({"compare"} if len(units) > len(before.communes) > 0 else set()),
        topic=topic if thin or _of_that_matter(turn) else turn.topic,
        matter=before.matter if thin else turn.topic,
        whole=before.whole.joined(turn.whole) if thin else turn.whole,
        content=before.content if thin else turn.content,
        spoken_of=together(before.spoken_of, turn.communes),
        follows=True,
        leans=_needs_before(turn),
    )


def _needs_before(turn: Understanding) -> bool:
    """Whether a turn means nothing by itself."""
    if vocabulary.begins_as_follow_up(turn.folded) or points_back(turn):
        return True
    bare = len(turn.topic.weights) <= 1 and turn.asks <= _OF_ANYTHING
    return _thin(turn) and (bare or _THEN.search(turn.folded) is not None)


def _thin(turn: Understanding) -> bool:
    """Whether a turn names no matter by itself."""
    if turn.instruments or turn.indicators or turn.sections:
        return False
    return len(turn.topic.weights) <= THIN or (points_back(turn) and not asks_for_paper(turn))


def _joined(before: Understanding, turn: Understanding) -> tuple[Commune, ...]:
    """The units that a turn means together: "hai xã", "so với …", who of those spoken of has more."""
    if turn.communes:
        beside = vocabulary.says(_WORDS, "versus", turn.folded)
        return together(before.communes, turn.communes) if beside else ()
    reckons = operations.read(turn.text).any_of("difference", "highest", "lowest", "sum", "mean", "rank")
    several = vocabulary.says(_WORDS, "several", turn.folded)
    if len(before.communes) != 1 or not (several or reckons) or len(before.spoken_of) < 2:
        return ()
    return before.spoken_of[-3 if re.search(r"(?<!\w)ba(?!\w)", turn.folded) else -2 :]


def _years(before: Understanding, turn: Understanding) -> tuple[int, ...]:
    """The years before, moved by "năm sau" and "năm ngoái"."""
    if turn.asks_any("change"):  # "so với năm trước" is no other year
        return before.years
    moved = 1 if _NEXT_YEAR.search(turn.folded) else -1 if _LAST_YEAR.search(turn.folded) else 0
    return tuple(year + moved for year in before.years)
