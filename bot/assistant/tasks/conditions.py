"""What rows of a table of tasks must satisfy: their body, time, product, group, what they lack.

Each reading of a folded question gives the condition that it states, None where it states none; one whose
words are then taken up also gives the question without them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot import texts
from bot.assistant.corpus import Corpus
from bot.assistant.tasks.bodies import Body
from bot.assistant.tasks.due_times import RECURRING, Span, asked_span, due_spans, without_times
from bot.assistant.tasks.task_fit import LEAST_COVERAGE, Row
from bot.assistant.understanding import vocabulary
from bot.assistant.understanding.topic import topic_of
from knowledge.models import TaskAssignment
from knowledge.vietnamese import fold

WORDS = "task_words.toml"

SAME_PRODUCT = 0.75
"""Least weighted share of the words for a product that the product of a task must hold."""

_GROUP = re.compile(
    r"\b(?:nhom(?: nhiem vu| viec)?(?: so| thu)?|(?:phan|muc)(?=[^?]*\bphu luc))"
    r" (x|ix|iv|v?i{1,3}|v|\d{1,2})(?![\w/%.])"
)
_GROUP_WORD = re.compile(r"\bnhom(?: nhiem vu| viec)?\b")
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_GROUP_LABEL = re.compile(r"^([IVX]+|\d{1,2})[.)]?\s+")
_PRODUCT = re.compile(
    r"\b(?:san pham|dau ra|ket qua)(?: du kien)?(?: phai co| can co| phai| can)? (?:la|dang|gom|ghi)"
    r" (?!gi\b|nhung gi|cai gi)(?P<after>[\w ]+?)(?=$|[,?;.]| (?:ai|o|cua|trong|do|thi)\b)"
    r"|\bsan pham (?:khac|khong phai(?: la)?)(?: voi)? (?P<other>\w+(?: \w+){0,2}?)"
    r"(?=$|[,?;.]| (?:khong|o|cua|trong)\b)"
    r"|\b(?:co|ra|nop) (?P<before>(?:\w+ ){1,5})la san pham\b"
)
_LABELS = {"lead": texts.LEAD, "support": texts.SUPPORT, "product": texts.PRODUCT, "due": texts.DUE}
_FIELD_WORDS = (
    ("support", re.compile(r"\bphoi hop\b")),
    ("lead", re.compile(r"\bchu tri\b")),
    ("product", re.compile(r"\b(?:san pham|ket qua|dau ra)\b")),
    ("due", re.compile(r"\b(?:thoi gian|thoi han|han|moc)\b")),
)


@dataclass(frozen=True)
class Condition:
    """One thing that rows must satisfy; `phrase` says it in an answer."""

    phrase: str
    holds: Callable[[TaskAssignment], bool]


def of_body(body: Body, role: str | None) -> Condition:
    """Given to a body to lead or to support, or in either role."""
    phrase = {"lead": texts.TASKS_LED, "support": texts.TASKS_SUPPORTED}.get(role or "", texts.TASKS_TAKEN)
    lead, support = role != "support", role != "lead"
    return Condition(
        phrase.format(name=body.name),
        lambda t: (lead and body.among(t.lead)) or (support and body.among(t.support)),
    )


def shared(said: frozenset[str]) -> Condition | None:
    """Led by several bodies."""
    return Condition(texts.TASKS_SHARED, lambda t: len(_names(t.lead)) > 1) if "shared" in said else None


def lacking(folded: str, said: frozenset[str]) -> Condition | None:
    """Without a lead, support, product or time."""
    if "lacking" not in said:
        return None
    bare = vocabulary.blanked(WORDS, "lacking", folded)
    at = next(n for n, (a, b) in enumerate(zip(folded, bare, strict=True)) if a != b)
    named = [(m.start(), name) for name, words in _FIELD_WORDS if (m := words.search(folded, at))]
    if not named:
        return None
    name = min(named)[1]
    return Condition(texts.TASKS_LACKING.format(label=_LABELS[name].lower()), lambda t: not getattr(t, name))


def product(folded: str, expanded: str, corpus: Corpus) -> tuple[Condition | None, str]:
    """With the product that is named, or with another one."""
    match = _PRODUCT.search(folded)
    if match is None:
        return None, folded
    named = next(name for name in ("after", "other", "before") if match[name])
    start, end = match.span(named)
    wanted = topic_of(folded[start:end], corpus.weight)
    if wanted.empty:
        return None, folded
    words = expanded[start:end].strip()
    if named == "other":
        condition = Condition(
            texts.TASKS_OTHER_PRODUCT.format(words=words),
            lambda t: t.product is not None and wanted.coverage(t.product) < SAME_PRODUCT,
        )
    else:
        condition = Condition(
            texts.TASKS_PRODUCT.format(words=words),
            lambda t: wanted.coverage(t.product or "") >= SAME_PRODUCT,
        )
    return condition, folded[: match.start()] + " " * len(match[0]) + folded[match.end() :]


def timed(folded: str, expanded: str, rows: Sequence[Row]) -> tuple[str | None, Condition | None]:
    """The time that tasks must have: words such as "thường xuyên" as the table writes them, or days."""
    recurring = RECURRING.search(folded)
    if recurring:
        word = recurring[0]
        exact = {t.due for _, t in rows if t.due and fold(t.due).strip(" .") == word}
        shown = next(iter(sorted(exact)), expanded[recurring.start() : recurring.end()])
        holds = (lambda t: t.due in exact) if exact else (lambda t: word in fold(t.due or ""))
        return word, Condition(texts.TASKS_DUE.format(due=shown), holds)
    span = asked_span(folded)
    if span is None:
        return None, None
    kept = without_times(folded)
    at = [n for n, (a, b) in enumerate(zip(folded, kept, strict=True)) if a != b]
    words = expanded[at[0] : at[-1] + 1].strip()
    return None, Condition(texts.TASKS_WITHIN.format(words=words), lambda t: _meets(t, span))


def _meets(task: TaskAssignment, span: Span) -> bool:
    return any(span.meets(own) for own in due_spans(fold(task.due or "")))


def grouped(folded: str, left: str, corpus: Corpus, rows: Sequence[Row]) -> tuple[Condition | None, str]:
    """The group that is named by its number, or by words after "nhóm"."""
    groups = list(dict.fromkeys(t.group for _, t in rows if t.group))
    match = _GROUP.search(folded)
    if match:
        wanted = _ordinal(match[1].upper())
        named = [g for g in groups if wanted == _label_number(g)]
        left = left[: match.start()] + " " * len(match[0]) + left[match.end() :]
    elif (word := _GROUP_WORD.search(folded)) and groups:
        topic = topic_of(_GROUP_WORD.sub(lambda m: " " * len(m[0]), left), corpus.weight)
        after = left[word.end() :].strip()
        scored = sorted(((topic.coverage(g), g) for g in groups), reverse=True)
        if not after or topic.empty or scored[0][0] < LEAST_COVERAGE:
            return None, _GROUP_WORD.sub(lambda m: " " * len(m[0]), left)
        named = [g for score, g in scored if score >= scored[0][0] - 0.01]
        left = " " * len(left)
    else:
        return None, left
    shown = "; ".join(named) if named else match[1].upper() if match else ""
    return Condition(texts.TASKS_IN_GROUP.format(group=shown), lambda t: t.group in named), left


def _label_number(group: str) -> int | None:
    match = _GROUP_LABEL.match(group)
    return _ordinal(match[1]) if match else None


def _ordinal(label: str) -> int | None:
    if label.isdigit():
        return int(label)
    return _ROMANS.index(label) + 1 if label in _ROMANS else None


def _names(lead: str | None) -> list[str]:
    return [part for part in (lead or "").split(";") if part.strip()]
