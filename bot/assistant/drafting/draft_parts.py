"""The parts of a report and of a plan: their order, their headings, where their contents come from."""

from __future__ import annotations

from bot import texts
from bot.assistant.understanding import vocabulary
from knowledge.models import SectionType

PLAN, REPORT = "Kế hoạch", "Báo cáo"
T = SectionType
DRAWN_FROM: dict[SectionType, tuple[SectionType, ...]] = {
    T.OPENING: (T.OPENING, T.DIRECTION),
    T.DIRECTION: (T.DIRECTION,),
    T.RESULTS: (T.RESULTS,),
    T.DIFFICULTIES: (T.DIFFICULTIES,),
    T.ORIENTATION: (T.ORIENTATION, T.SOLUTIONS, T.TASKS, T.TARGETS),
    T.TARGETS: (T.TARGETS, T.ORIENTATION),
    T.SOLUTIONS: (T.SOLUTIONS, T.TASKS, T.ORIENTATION),
    T.TASKS: (T.TASKS, T.SOLUTIONS, T.ORIENTATION),
    T.PROPOSALS: (T.PROPOSALS,),
    T.IMPLEMENTATION: (T.IMPLEMENTATION,),
}
"""The parts of other documents that each part of a draft draws on; their order in documents differs."""
_ALIKE = {T.ORIENTATION: frozenset({T.ORIENTATION, T.SOLUTIONS})}
"""Parts that hold the same under other headings: what some reports call "phương hướng, nhiệm vụ", others call
"nhiệm vụ và giải pháp trọng tâm"."""
REPORT_PARTS = (T.OPENING, T.DIRECTION, T.RESULTS, T.DIFFICULTIES, T.TARGETS, T.SOLUTIONS, T.PROPOSALS)
PLAN_PARTS = (T.OPENING, T.TARGETS, T.TASKS, T.IMPLEMENTATION)
OF_PLANS = (T.IMPLEMENTATION,)
"""Parts that plans have and reports have not."""


def pools(part: SectionType) -> list[frozenset[SectionType]]:
    """What a part is drawn from, one after another until there is enough."""
    first = _ALIKE.get(part, frozenset({part}))
    return [first, *(frozenset({one}) for one in DRAWN_FROM.get(part, ()) if one not in first)]


def title_of(part: SectionType, kind: str) -> str:
    """How a part of a draft is headed."""
    if kind == PLAN and part in texts.PLAN_TITLES:
        return texts.PLAN_TITLES[part]
    return vocabulary.section_name(part)
