"""Sentences of other documents carried over into a draft: checked, rewritten for the own unit, with slots
for numbers.

What cannot be said of every unit is left out: names, local features, other units' achievements and
instruments, text that recognition has spoilt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from bot.assistant.corpus import Corpus
from bot.assistant.drafting import local_names
from bot.assistant.drafting.clauses import Clause, says_enough
from bot.assistant.drafting.neutral import as_own_result, neutral
from bot.assistant.drafting.own_unit import OwnUnit, Rewriter, unit_of
from bot.assistant.drafting.slots import (
    PERIOD_SLOT,
    Edit,
    applied,
    figure_edits,
    figure_slot,
    slots,
    states_age,
)
from bot.assistant.grounding.numerals import in_digits
from bot.assistant.grounding.periods import Period
from bot.assistant.grounding.stated import read
from knowledge import instruments
from knowledge.models import Citation, Figure, Nature, SectionType
from knowledge.quality import known_words
from knowledge.spelling import misspellings

LEAST_KNOWN = 0.999
"""Least share of a carried sentence's words that must be Vietnamese syllables or known names: one misread
syllable makes a sentence unfit to be copied."""

_LONGEST = 420
"""Characters above which a sentence says too much to be taken over whole."""
_LEAD = re.compile(
    r"^(?:[-+*•–]\s*|\(?\d{1,2}(?:\.\d{1,2})*[.)]\s*|[a-zđ]\)\s*"
    r"|(?:thứ|một|hai|ba|bốn|năm)\s+(?:nhất|hai|ba|tư|năm|là)\s*,\s*"
    r"|(?:đồng thời|bên cạnh đó|ngoài ra|và)\s*[,:]?\s+"
    r"|(?:cụ thể|trong đó|trước hết|từ đó|qua đó|theo đó|mặt khác|tuy nhiên)\s*[,:]\s+)",
    re.IGNORECASE,
)
_TWO_LEVELS = re.compile(r"(chính quyền(?: địa phương)?) (?:0?2|02) cấp", re.IGNORECASE)
_MERGED = re.compile(
    r"(hợp nhất|sáp nhập|sắp xếp|nhập)(?: (?:các|hai|ba|bốn|năm|\d+))? (?:xã|phường|đơn vị)(?: cũ)?(?!\w)",
    re.IGNORECASE,
)
_DANGLING = re.compile(
    r"(?:v\.v|…|\.\.\.|như sau:?|sau:|:)$|^(?:do đó|vì vậy|nhằm|để|nêu trên|trên đây|như|là)\b", re.IGNORECASE
)
_NUMBERED_PLACE = re.compile(
    r"(?<!\w)(?:thôn|xóm|ấp|tổ dân phố|khu phố|khu|tổ|trường|trạm|đường|quốc lộ|tỉnh lộ)"
    r"(?: \w+){0,2}? (?:số )?(?!y tế)(?:\d+|(?-i:[A-Z]\d*))(?![\w%,.])",
    re.IGNORECASE,
)
"""A place known by its number: "thôn 3", "Trường THCS số 2"."""
_IN_WORDS = re.compile(
    r"(?<!\w)(?:vạn|nghìn|ngàn|trăm|chục|nửa|phần ba|phần tư|rưỡi|gấp đôi|mươi)(?!\w)", re.IGNORECASE
)
"""Numbers in words, which no slot has replaced."""
_ONE = re.compile(
    r"(?<!\w)một (?!số|bộ phận|phần|cửa|cách|trong|sản phẩm|chiều|lúc|vài|nhóm|mặt|lần|bước|cấp)",
    re.IGNORECASE,
)
"""A single thing of one unit: "một di tích cấp tỉnh"."""
_POINTING = re.compile(
    r"(?<!\w)(?:nêu trên|ở trên|kể trên|nói trên|dưới đây|báo cáo này|sau đây gọi|hiện nay chưa"
    r"|thứ (?:hai|ba|tư|năm|sáu)|nội dung cụ thể)(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Carried:
    """A clause as the own unit may say it. `cited` are the instruments that stand in it as `⟦symbol⟧`."""

    clause: Clause
    template: str
    cited: tuple[str, ...] = ()


class Carrier:
    """Rewrites clauses for one unit. `citable` tells the symbol under which a cited instrument may be
    carried over, None where it may not; `shared` are periods that belong to the subject itself."""

    def __init__(
        self,
        corpus: Corpus,
        own: OwnUnit,
        citable: Callable[[Citation], str | None],
        shared: Collection[Period],
    ) -> None:
        self.corpus = corpus
        self.own = own
        self.citable = citable
        self.shared = frozenset(shared)
        self._rewriter = Rewriter(own)
        self._figures: dict[str, list[Figure]] = {}

    def carried(self, clause: Clause) -> Carried | None:
        """The clause as the own unit may say it; of a result that cannot be carried over as a sentence, the
        catalogue's indicators that it states; None where nothing can be carried over."""
        return self._sentence(clause) or self._indicators(clause)

    def _indicators(self, clause: Clause) -> Carried | None:
        figures = self._stated(clause) if clause.section.type is SectionType.RESULTS else []
        named = {f.indicator: f.unit for f in figures if f.code and f.nature is Nature.RESULT}
        lines = [f"{name}: {figure_slot(name, unit)}" for name, unit in named.items()]
        return Carried(clause, "; ".join(lines) + ".") if lines else None

    def in_words(self, clause: Clause, said: str) -> Carried | None:
        """Words of a clause (a cell of its row) as the own unit may say them."""
        return self._sentence(clause, said)

    def _sentence(self, clause: Clause, said: str | None = None) -> Carried | None:
        plain = _spelled(_general(" ".join((said or _readable(self.corpus, clause)).split())))
        if plain is None or _NUMBERED_PLACE.search(plain) or local_names.local_feature(plain):
            return None
        if clause.section.type is SectionType.RESULTS and _ONE.search(plain):
            return None
        text = in_digits(plain)
        if not _readable_enough(text) or local_names.local_feature(text):
            return None
        with_instruments = self._instruments(text)
        if with_instruments is None:
            return None
        edits, cited = with_instruments
        figures = self._number_edits(clause, _blanked(text, edits))
        if figures is None:
            return None
        marked, kept = _hidden(text, [*edits, *figures])
        own = _tidied(self._rewriter.rewritten(marked, unit_of(clause.document.header)))
        if own is None or local_names.local_name(own) or local_names.local_feature(own):
            return None
        kept = [self._rewriter.rewritten(new, unit_of(clause.document.header)) for new in kept]
        if any(local_names.local_name(s.name) for new in kept for s in slots(new)):
            return None
        if _IN_WORDS.search(own):
            return None
        template = _shown(own, kept)
        if clause.section.type is SectionType.RESULTS:
            template = as_own_result(template)
        elif clause.section.type is SectionType.DIRECTION:
            template = neutral(template)
        return Carried(clause, template, cited) if _balanced(template) else None

    def _instruments(self, text: str) -> tuple[list[Edit], tuple[str, ...]] | None:
        edits, cited = [], []
        for citation in instruments.find_citations(text):
            symbol = self.citable(citation)
            if symbol is None:
                return None
            end = max(citation.end, _quote_end(text, citation))
            edits.append(Edit(citation.start, end, f"⟦{symbol}⟧"))
            cited.append(symbol)
        left = read(_blanked(text, edits))
        return None if left.symbols or left.mentions else (edits, tuple(cited))

    def _number_edits(self, clause: Clause, text: str) -> list[Edit] | None:
        stated = read(text)
        edits = [
            Edit(match.start(), match.end(), PERIOD_SLOT)
            for match in _PERIOD.finditer(text)
            if not read(match[0]).periods <= self.shared
        ]
        numbers = figure_edits(
            _blanked(text, edits),
            self._stated(clause),
            quantifiers=clause.section.type in (SectionType.RESULTS, SectionType.TARGETS),
        )
        left = read(_blanked(text, [*edits, *(numbers or ())]))
        if numbers is None or stated.text != text or not left.periods <= self.shared:
            return None
        if any(not states_age(left.text, amount) for amount in left.amounts):
            return None
        return [*edits, *numbers]

    def _stated(self, clause: Clause) -> list[Figure]:
        name = clause.document.name
        if name not in self._figures:
            self._figures[name] = [f for _, f in self.corpus.snapshot.figures([clause.document])]
        return [f for f in self._figures[name] if f.start < clause.end and clause.start < f.end]


_PERIOD = re.compile(
    r"(?:(?:trong|đến|đến hết|hết|từ|cuối|đầu|tính đến|kể từ|so với|so với cùng kỳ)\s+)*"
    r"(?:(?:ngày|tháng|quý|năm|giai đoạn|nhiệm kỳ)\s+)*"
    r"(?:trước\s+)?(?:ngày\s+)?(?:\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d|(?<=ngày )\d{1,2}[/.-]\d{1,2}"
    r"|\d{1,2}/(?:19|20)\d\d|quý (?:I{1,3}|IV)(?: năm (?:19|20)\d\d)?"
    r"|(?:tháng \d{1,2} (?:năm )?)?(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?(?![\d.,]?\d))",
    re.IGNORECASE,
)


def _general(text: str) -> str:
    """The text with what is the same everywhere said without one unit's particulars."""
    return _MERGED.sub(r"\1 đơn vị hành chính", _TWO_LEVELS.sub(r"\1 hai cấp", text))


def _spelled(text: str) -> str | None:
    """The text with misspelled terms put right; None where it is not clear what was meant."""
    errors = misspellings(text)
    if any(error.right is None for error in errors):
        return None
    return applied(text, [Edit(error.start, error.end, error.right or "") for error in errors])


def _readable(corpus: Corpus, clause: Clause) -> str:
    return corpus.text_of(clause.document, clause.start, clause.end)


def _readable_enough(text: str) -> bool:
    plain = local_names.without_known_names(text)
    known = list(known_words(plain))
    return (
        says_enough(text)
        and len(text) <= _LONGEST
        and bool(known)
        and sum(known) >= LEAST_KNOWN * len(known)
        and not re.search(r"[^\W\d_]\d[^\W\d_]|[¢£¥§¬¡¿|\\~^{}<>$€*_]|[^\W\d_][0-9][^\W\d_]", plain)
    )


def _quote_end(text: str, citation: Citation) -> int:
    words = citation.quote.split()
    match = re.compile(r"\s+".join(map(re.escape, words))).match(text, citation.start)
    return match.end() if match else citation.end


def _blanked(text: str, edits: Collection[Edit]) -> str:
    for edit in edits:
        text = text[: edit.start] + "_" * (edit.end - edit.start) + text[edit.end :]
    return text


def _hidden(text: str, edits: list[Edit]) -> tuple[str, list[str]]:
    """The text with what is put in hidden behind signs that rewriting leaves alone."""
    ordered = sorted(edits)
    numbered = [edit._replace(new=chr(0xE000 + at)) for at, edit in enumerate(ordered)]
    return applied(text, numbered), [edit.new for edit in ordered]


def _shown(text: str, kept: list[str]) -> str:
    return "".join(kept[ord(char) - 0xE000] if "\ue000" <= char <= "\uf8ff" else char for char in text)


def _tidied(text: str) -> str | None:
    """The sentence without what led into it; None where it points outside itself."""
    before = None
    while before != text:
        before, text = text, _LEAD.sub("", text, count=1)
    text = text.strip(" ;.,:-–")
    text = re.sub(
        r"^((?:UBND |Ủy ban nhân dân )?(?:xã/phường|phường|xã|đặc khu)) cũng ",
        r"\1 ",
        text,
        flags=re.IGNORECASE,
    )
    text = re.sub(r"\(\s*[\ue000-\uf8ff]?[^()\w]*\)|\s*\([^()]*[\ue000-\uf8ff][^()]*\)", "", text)
    text = re.sub(r"\s+([,;.:])", r"\1", " ".join(text.split()))
    if not says_enough(text) or _DANGLING.search(text) or _POINTING.search(text):
        return None
    return text[0].upper() + text[1:] + "."


def _balanced(text: str) -> bool:
    return all(text.count(a) == text.count(b) for a, b in ("()", "[]", "“”")) and text.count('"') % 2 == 0
