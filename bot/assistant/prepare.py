"""What many answers need of a generation, found before the first of them is asked for."""

from __future__ import annotations

from bot.assistant.answers.choosing import indicator_names
from bot.assistant.cited import all_cited
from bot.assistant.comparing.reporters import reporters
from bot.assistant.corpus import Corpus
from bot.assistant.drafting.comparable import by_title
from bot.assistant.drafting.draft_parts import PLAN, REPORT
from bot.assistant.signed import all_signed
from bot.assistant.understanding.papers import Described


def prepare(corpus: Corpus) -> None:
    """Find it: a second or two where there are 100,000 passages. It is kept with the corpus."""
    snapshot = corpus.snapshot
    _ = (corpus.held, corpus.provinces, snapshot.section_types, snapshot.indicators_stated)
    known = all_cited(corpus)
    _ = (known.titles, known.described)
    reporters(corpus)
    corpus.once(indicator_names)
    corpus.once(Described)
    corpus.once(all_signed)
    for kind in (None, REPORT, PLAN):
        titled = by_title(corpus, kind)
        _ = (titled.alike(None), titled.texts)
