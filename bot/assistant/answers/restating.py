"""Whether a figure may be written in the words of the question: "chép gọn thành 85%"."""

from __future__ import annotations

from collections.abc import Sequence

from bot import texts
from bot.assistant.answers.choosing import Stated
from bot.assistant.answers.figures import shown, source_of
from bot.assistant.corpus import Corpus
from bot.assistant.understand import Understanding
from bot.assistant.writer import Writer
from knowledge.models import Comparator, Figure, Nature
from knowledge.numbers import find_quantities
from knowledge.units import unit_kind


def say(writer: Writer, corpus: Corpus, asked: Understanding, stated: Sequence[Stated]) -> None:
    """Compare the first quantity of a question that proposes or doubts a wording with the stated figure of
    its kind; say nothing where the question proposes none."""
    if not asked.asks_any("restate", "symbol_check"):
        return
    proposed = next(iter(find_quantities(asked.text)), None)
    if proposed is None:
        return
    found = next((s for s in stated if unit_kind(s[1].unit) == proposed.kind), None)
    if found is None:
        return
    figure = found[1]
    said = texts.RESTATED_AS_STATED
    if _takes_aim_for_result(asked, figure):
        said = texts.RESTATED_AIM
    elif proposed.value != figure.value:
        said = texts.RESTATED_OTHERWISE
    elif figure.comparator is not Comparator.EQUAL and proposed.comparator is not figure.comparator:
        said = texts.RESTATED_WITHOUT_BOUND
    writer.say(said.format(stated=shown(figure)), source_of(corpus, *found))


def _takes_aim_for_result(asked: Understanding, figure: Figure) -> bool:
    """Whether a figure is only aimed at, and the question does not speak of it as an aim."""
    as_aim = asked.asks_any("target", "result_or_target") or any(
        str(year) in (figure.period or "") for year in asked.years
    )
    return figure.nature is Nature.TARGET and not as_aim
