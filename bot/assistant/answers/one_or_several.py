"""Are papers of one number one paper or several: "chỉ thị 19 của hai nơi là một hay hai văn bản"."""

from __future__ import annotations

from collections.abc import Sequence

from bot import texts
from bot.assistant.answers.instrument_forms import sources_of, units_of, written
from bot.assistant.cited import CitedInstrument
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer
from bot.assistant.understand import Understanding
from bot.assistant.writer import Writer
from knowledge.vietnamese import fold

MOST = 6
"""Papers told apart in one answer."""


def answer(asked: Understanding, corpus: Corpus, found: Sequence[CitedInstrument]) -> Answer | None:
    """Each of the papers found with those that cite it, under what they are: one, or so many; None where that
    is not asked, or not all that are asked about are cited."""
    all_held = all(any(group.matches(query) for group in found) for query in asked.instruments)
    if not asked.asks_any("one_or_several") or not (found and all_held):
        return None
    theirs = [group for group in found if _is_of(asked, group)]
    meant = theirs if len(theirs) >= min(2, len(found)) else found
    writer = Writer()
    said = texts.SEVERAL_PAPERS.format(count=len(meant)) if len(meant) > 1 else texts.ONE_PAPER
    writer.say(said, computed=[texts.COUNTED])
    for group in meant[:MOST]:
        writer.instrument(group.symbol)
        citing = units_of(corpus, group.documents)
        writer.item(
            texts.PAPER_CITED_BY.format(paper=written(group), units=citing),
            *sources_of(corpus, group),
            computed=[citing],
        )
    citing_units = {d.header.commune_code for group in meant for d in group.documents}
    silent = [d for d in corpus.of_communes(asked.codes - citing_units) if asked.codes - citing_units]
    if silent:
        sources = (source for document in silent for source in corpus.title(document)[1])
        said = texts.CITE_NONE_OF_THEM.format(units=units_of(corpus, silent))
        writer.say(said, *sources, computed=[said])
    return writer.answer()


def _is_of(asked: Understanding, group: CitedInstrument) -> bool:
    """Whether a unit named in the question cites the paper, or has the name of the body that issued it."""
    issuer = fold(group.full.issuer or "")
    cites = any(d.header.commune_code in asked.codes for d in group.documents)
    return cites or any(fold(unit.name) in issuer for unit in asked.communes)
