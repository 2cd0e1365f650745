"""Supervisors' checks over all reports: copies, contradictions, who has reported, who states no figures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot import texts
from bot.assistant.answers import both_stated, figures, recount, reported, side_by_side
from bot.assistant.comparing import contradictions, copies
from bot.assistant.comparing.contradictions import Contradiction
from bot.assistant.comparing.copies import Pair
from bot.assistant.comparing.reporters import by_name, names_of, reporter, reporters
from bot.assistant.corpus import Corpus, document_label
from bot.assistant.models import Answer, SourceRef, Status
from bot.assistant.understand import Understanding
from bot.assistant.understanding import operations, vocabulary
from bot.assistant.understanding.asked_again import NARROWED
from bot.assistant.writer import Writer
from knowledge.models import Nature
from knowledge.numbers import find_quantities
from knowledge.snapshot import DocumentRecord
from knowledge.vietnamese import fold, nfc

SHOWN = 10
"""Pairs, contradictions or sentences of one message."""
SHOWN_UNITS = 40
"""Units or contradictions in one table."""
_TOLD = (Nature.RESULT, Nature.TARGET)
_OF_CITING = re.compile(r"\b(?:ky hieu|so hieu|vien dan|trich dan|can cu|cach ghi|ngay ban hanh)\b")
"""Whether these agree is asked of citations, not of figures."""
_LEFT_OVER = re.compile(
    r"\b(?:nham|sot|lan|quen sua)(?: \w+)? (?:ten|don vi|xa|phuong)\b"
    r"|\bten (?:\w+ )?(?:don vi|xa|phuong|noi) khac\b"
)
"""Names of another unit left in a text are found by a review of it, not by comparing two reports."""
_CUT = 220
"""Characters of a sentence in a table cell."""


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """The check that is asked for, or None."""
    wanted = operations.read(asked.text)
    if (found := recount.quoted(asked, corpus, wanted)) is not None:
        return found
    across = asked.asks_any("compare", "which") or bool(asked.communes) or "bao cao" in asked.folded
    of_papers = asked.asks_any("symbol_check", "how_to_write") and not wanted.any_of("arithmetic")
    if not across or of_papers or asked.asks_any("document_facts", "lead"):
        return None
    several = asked.asks_any("compare", "which", "issuer") or "nhau" in asked.folded or asked.codes
    of_citing = bool(asked.instruments) or _OF_CITING.search(asked.folded) is not None
    if wanted.any_of("copy") and several and not of_citing:
        return _leftovers(asked, corpus) if _LEFT_OVER.search(asked.folded) else _copies(asked, corpus)
    if wanted.any_of("contradiction", "arithmetic") and not of_citing:
        return _contradictions(asked, corpus)
    if wanted.any_of("reported") and asked.asks_any("holdings") and asked.communes:
        return None
    if wanted.any_of("late", "lacking"):
        return reported.answer(asked, corpus, wanted)
    if not wanted.any_of("reported", "unquantified"):
        return None
    if side_by_side.is_about_indicator(asked, corpus, wanted):
        return None
    if wanted.any_of("reported"):
        return reported.answer(asked, corpus, wanted)
    return _unquantified(corpus) if asked.asks_any("compare", "which") else None


def _leftovers(asked: Understanding, corpus: Corpus) -> Answer:
    """Sentences of the units' reports that name another unit; where none does, that a review finds more."""
    writer = Writer()
    for sentence in copies.naming_others(corpus, corpus.of_communes(asked.codes) if asked.codes else ()):
        _say_name_left_in(writer, corpus, sentence)
    if (found := writer.answer()).sources:
        return found
    writer.say(texts.LEFTOVERS_BY_REVIEW)
    return writer.answer(Status.INSUFFICIENT)


def _copies(asked: Understanding, corpus: Corpus) -> Answer:
    found = [pair for pair in copies.copies(corpus) if _concerns(asked, corpus, (pair.left, pair.right))]
    writer = Writer()
    if not found:
        for sentence in copies.naming_others(corpus, corpus.of_communes(asked.codes) if asked.codes else ()):
            _say_name_left_in(writer, corpus, sentence)
        writer.say(
            texts.NO_COPIES.format(share=round(copies.LEAST_SHARE * 100)),
            computed=[f"{round(copies.LEAST_SHARE * 100)}%"],
        )
        return writer.answer()
    writer.say(texts.COPIES.format(count=len(found)), computed=[texts.COUNTED])
    wanted = [row for row in NARROWED if vocabulary.says("turn_words.toml", row, _last_words(asked))]
    for pair in found[:SHOWN]:
        _say_pair(writer, corpus, pair)
    if "copy_share" not in wanted:
        _show_sentences(writer, corpus, found[0], wanted)
    writer.warn(texts.COPIES_BEWARE)
    return writer.answer()


def _concerns(asked: Understanding, corpus: Corpus, documents: Sequence[DocumentRecord]) -> bool:
    """Whether the named units (all where none is named; all of two) are those of the documents."""
    named = set(names_of(corpus, asked.communes))
    units = {who.name for document in documents if (who := reporter(corpus, document))}
    return named <= units if len(named) > 1 else not named or bool(named & units)


def _say_pair(writer: Writer, corpus: Corpus, pair: Pair) -> None:
    left, right = (document.header.commune or document.name for document in (pair.left, pair.right))
    count, totals = len(pair.shared), pair.totals
    formula = texts.COPIED_SHARE.format(
        count=count,
        left=left,
        total_left=totals[0],
        share_left=round(pair.share_left * 100),
        right=right,
        total_right=totals[1],
        share_right=round(pair.share_right * 100),
    )
    first = pair.shared[0]
    writer.item(formula, first.left.source(corpus), first.right.source(corpus), computed=[formula])
    for sentence in pair.left_in()[:3]:
        _say_name_left_in(writer, corpus, sentence)


def _say_name_left_in(writer: Writer, corpus: Corpus, sentence: copies.Sentence) -> None:
    unit = sentence.document.header.commune or sentence.document.name
    quoted = _short(corpus.text_of(sentence.document, sentence.start, sentence.end))
    writer.item(texts.NAME_LEFT_IN.format(unit=unit, text=quoted), sentence.source(corpus))


def _last_words(asked: Understanding) -> str:
    """What the turn itself says: a narrower question after the check is read as the check."""
    return str(fold(nfc(asked.question.text)))


def _show_sentences(writer: Writer, corpus: Corpus, pair: Pair, wanted: Sequence[str]) -> None:
    """The sentences of the most alike pair side by side, those with differences first, or these alone; those
    that are the same word for word first where these are asked for."""
    sides = [document.header.commune or document.name for document in (pair.left, pair.right)]
    same_first = "copy_same" in wanted
    ordered = sorted(pair.shared, key=lambda shared: (shared.likeness == 100) is not same_first)
    if "copy_differs" in wanted:
        ordered = [shared for shared in ordered if shared.likeness < 100]
        changed, rest = len(ordered), [total - len(pair.shared) for total in pair.totals]
        said = texts.COPIES_DIFFER.format(
            changed=changed, left=sides[0], right=sides[1], rest_left=rest[0], rest_right=rest[1]
        )
        writer.say(said, computed=[said])
    rows = []
    for shared in ordered[:SHOWN]:
        ours, theirs = (
            _short(corpus.text_of(side.document, side.start, side.end))
            for side in (shared.left, shared.right)
        )
        differ = "; ".join(f"{one or '–'} / {other or '–'}" for one, other in shared.differences(corpus)[:4])
        cells = (ours, theirs, _short(differ) or texts.WORD_FOR_WORD)
        rows.append((cells, (shared.left.source(corpus), shared.right.source(corpus))))
    computed = [(cells[2],) for cells, _ in rows]
    if rows:
        writer.tabulate((*sides, texts.DIFFERENCES_COLUMN), rows, computed)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _CUT else flat[:_CUT].rsplit(" ", 1)[0] + " …"


def _contradictions(asked: Understanding, corpus: Corpus) -> Answer:
    named = set(names_of(corpus, asked.communes))
    found = [item for item in contradictions.everywhere(corpus) if not named or item.commune in named]
    quoted = {quantity.value for quantity in find_quantities(asked.text)}
    told = any(cell.figure and cell.figure.value in quoted for item in found for cell in item.sides)
    if not told and (stated := both_stated.answer(asked, corpus)) is not None:
        return stated
    writer = Writer()
    recounted = recount.say_wrong(writer, corpus, asked)
    if not found:
        if not recounted:
            units = named or {who.name for who in reporters(corpus).values()}
            writer.say(texts.NO_CONTRADICTIONS.format(count=len(units)), computed=[texts.COUNTED])
        return writer.answer()
    communes = list(dict.fromkeys(item.commune for item in found))
    said = texts.CONTRADICTIONS.format(count=len(found), units=", ".join(communes))
    writer.say(said, computed=[texts.COUNTED, said])
    lines = [_contradiction(corpus, item) for item in found[:SHOWN_UNITS]]
    writer.tabulate(
        texts.CONTRADICTION_COLUMNS,
        [(cells, sources) for cells, sources, _ in lines],
        [computed for *_, computed in lines],
    )
    writer.warn(texts.CONTRADICTIONS_BEWARE)
    return writer.answer()


def _contradiction(
    corpus: Corpus, item: Contradiction
) -> tuple[tuple[str, ...], tuple[SourceRef, ...], tuple[str, ...]]:
    sources = tuple(source for cell in item.sides if (source := cell.source(corpus)))
    values = [figures.shown(cell.figure) for cell in item.sides if cell.figure]
    names = list(dict.fromkeys(document_label(c.document) for c in item.sides if c.document))
    where = texts.WHERE[item.where.value].format(documents=" / ".join(names))
    return (item.commune, item.row.name, *values, where), sources, (item.row.name,)


def _unquantified(corpus: Corpus) -> Answer:
    """Units that state no result as a number, and what they have sent instead."""
    of_unit: dict[str, list[DocumentRecord]] = {}
    for document in corpus.documents:
        if (who := reporter(corpus, document)) is not None:
            of_unit.setdefault(who.name, []).append(document)
    quantified = corpus.snapshot.quantified
    silent = [unit for unit in by_name(list(of_unit)) if not any(d.id in quantified for d in of_unit[unit])]
    writer = Writer()
    if not silent:
        writer.say(texts.ALL_QUANTIFIED.format(count=len(of_unit)), computed=[texts.COUNTED])
        return writer.answer()
    said = texts.UNQUANTIFIED.format(count=len(silent), total=len(of_unit), units=", ".join(silent))
    writer.say(said, computed=[texts.COUNTED, ", ".join(silent)])
    for unit in silent[:SHOWN_UNITS]:
        own = of_unit[unit]
        names = "; ".join(_aims(corpus, own))
        said = (
            texts.ONLY_TARGETS.format(unit=unit, names=names) if names else texts.NO_FIGURES.format(unit=unit)
        )
        sources = [source for document in own for source in corpus.title(document)[1]]
        writer.item(said, *sources, computed=[names])
    return writer.answer()


def _aims(corpus: Corpus, documents: Sequence[DocumentRecord]) -> list[str]:
    """The indicators for which documents set targets, those that most units state first."""
    aims = corpus.snapshot.figures(documents, natures=[Nature.TARGET])
    codes = {figure.code for _, figure in aims if figure.code}
    names = {figure.indicator for _, figure in aims if not figure.code}
    units: dict[str, set[str]] = {}
    for document, _, name in corpus.snapshot.stated_by(codes=codes, indicators=names, natures=_TOLD):
        if (who := reporter(corpus, document)) is not None:
            units.setdefault(name, set()).add(who.name)
    return sorted(units, key=lambda name: -len(units[name]))
