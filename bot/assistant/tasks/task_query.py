"""What a question asks of tables of assigned tasks: which rows it means (a filter) and what it wants of them.

One mechanism for all questions: each condition that the question states (number, group, body and its part,
time, product, what is shared or missing) keeps some rows; the words that no condition took must then fit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot import texts
from bot.assistant.corpus import Corpus
from bot.assistant.tasks.bodies import Body, bodies_of, body_named
from bot.assistant.tasks.due_times import RECURRING, Span, asked_span, due_spans, without_times
from bot.assistant.tasks.task_fit import LEAST_COVERAGE, Row, fitting
from bot.assistant.understand import Understanding
from bot.assistant.understanding import vocabulary
from bot.assistant.understanding.topic import Topic, topic_of
from knowledge import communes
from knowledge.abbreviations import expand
from knowledge.models import TaskAssignment
from knowledge.vietnamese import fold

WORDS = "task_words.toml"

SAME_PRODUCT = 0.75
"""Least weighted share of the words for a product that the product of a task must hold."""

_TASK = r"(?:dau viec|nhiem vu|cong viec|viec|stt|so thu tu)"
_COUNTED = r"\d{1,3}(?![\d/%.])"
_COLUMN = r"\b(?:phu luc|chu tri|phoi hop|san pham|bao gio|han)"
_NUMBER = re.compile(
    rf"\b(?:{_TASK}(?: so| thu)?|muc(?: so)?(?=[^?]*{_COLUMN})|(?<=phu luc )(?:muc|dong|so)) ({_COUNTED})"
    rf"((?:\s*(?:,|va|den|toi|-)\s*(?:{_TASK} )?(?:so |thu )?{_COUNTED})*)"
)
_GROUP = re.compile(
    r"\b(?:nhom(?: nhiem vu| viec)?(?: so| thu)?|(?:phan|muc)(?=[^?]*\bphu luc))"
    r" (x|ix|iv|v?i{1,3}|v|\d{1,2})(?![\w/%.])"
)
_GROUP_WORD = re.compile(r"\bnhom(?: nhiem vu| viec)?\b")
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_WHICH_GROUP = re.compile(r"\bnhom nao\b.*\b(?:nhieu|it)\b.*\bnhat\b")
_GROUP_LABEL = re.compile(r"^([IVX]+|\d{1,2})[.)]?\s+")
_PRODUCT = re.compile(
    r"\b(?:san pham|dau ra|ket qua)(?: du kien)?(?: phai co| can co| phai| can)? (?:la|dang|gom|ghi)"
    r" (?!gi\b|nhung gi|cai gi)(?P<after>[\w ]+?)(?=$|[,?;.]| (?:ai|o|cua|trong|do|thi)\b)"
    r"|\bsan pham (?:khac|khong phai(?: la)?)(?: voi)? (?P<other>\w+(?: \w+){0,2}?)"
    r"(?=$|[,?;.]| (?:khong|o|cua|trong)\b)"
    r"|\b(?:co|ra|nop) (?P<before>(?:\w+ ){1,5})la san pham\b"
)
_LEAD_WORD = re.compile(r"\bchu tri|dau moi|phu trach\b")
_SUPPORT_WORD = re.compile(r"\bphoi hop\b")
_SIDE_BY_SIDE = len("phoi hop hoac ")
_LABELS = {"lead": texts.LEAD, "support": texts.SUPPORT, "product": texts.PRODUCT, "due": texts.DUE}
_FIELD_WORDS = (
    ("support", re.compile(r"\bphoi hop\b")),
    ("lead", re.compile(r"\bchu tri\b")),
    ("product", re.compile(r"\b(?:san pham|ket qua|dau ra)\b")),
    ("due", re.compile(r"\b(?:thoi gian|thoi han|han|moc)\b")),
)
# Rows of the general vocabulary that say how something is asked: never words of a task.
_ASKING = ("chatter", "document_words", "when", "how_many", "about", "own_unit", "task_table")


@dataclass(frozen=True)
class Condition:
    """One thing that rows must satisfy; `phrase` says it in an answer."""

    phrase: str
    holds: Callable[[TaskAssignment], bool]


@dataclass(frozen=True)
class TaskQuery:
    """A question about tasks: `said` are the rows of `task_words.toml` that it uses, `rest` what it names
    beside its conditions."""

    said: frozenset[str]
    numbers: tuple[str, ...]
    conditions: tuple[Condition, ...]
    body: Body | None
    role: str | None
    due: str | None
    rest: Topic = field(compare=False)

    def says(self, *rows: str) -> bool:
        """The question uses one of these rows."""
        return not self.said.isdisjoint(rows)

    @property
    def free(self) -> bool:
        """Nothing in the question says which tasks are meant."""
        return not (self.numbers or self.conditions) and self.rest.empty

    @property
    def tallies(self) -> bool:
        """It asks how many tasks each body or group has."""
        return self.body is None and self.says("most", "least", "once", "each", "by_group")


def read(asked: Understanding, corpus: Corpus, rows: Sequence[Row]) -> TaskQuery:
    """The filter and the wishes of a question, in the light of the tables it may be about."""
    expanded = expand(asked.text)
    folded = fold(expanded)
    left = _without_communes(folded, expanded, corpus)
    said = vocabulary.rows_said(WORDS, folded)
    if _WHICH_GROUP.search(folded):
        said |= {"by_group"}
    conditions: list[Condition] = []
    numbers, left = _numbers(left)
    body = body_named(left, bodies_of(rows))
    role = _role(left, body, said) if body else None
    if body:
        conditions.append(_of_body(body, role))
        left = left[: body.start] + " " * (body.end - body.start) + left[body.end :]
    lacking = _lacking(left, said)
    if lacking:
        conditions.append(lacking)
    if "shared" in said:
        conditions.append(Condition(texts.TASKS_SHARED, lambda t: len(_names(t.lead)) > 1))
    product, left = _product(left, expanded, corpus)
    if product:
        conditions.append(product)
    due, timed = _timed(folded if not asked.instruments else "", expanded, rows)
    if timed:
        conditions.append(timed)
        left = without_times(left)
    left = vocabulary.without(vocabulary.without_table(WORDS, left), *_ASKING)
    grouped, left = _grouped(folded, left, corpus, rows)
    if grouped:
        conditions.append(grouped)
    rest = topic_of(left, corpus.weight)
    if grouped:
        rest = rest.without(grouped.phrase)
    if conditions or "count" in said:
        rest = rest.without(_subjects(corpus, rows))
    return TaskQuery(said, numbers, tuple(conditions), body, role, due, rest)


def _subjects(corpus: Corpus, rows: Sequence[Row]) -> str:
    """What the documents of these rows are about: naming that narrows nothing down."""
    documents = {d.name: d for d, _ in rows}.values()
    annexes = [s.title for d in documents for s in corpus.sections(d) if s.path == "annex"]
    return " ".join([*(d.header.title or "" for d in documents), *annexes])


def select(query: TaskQuery, rows: Sequence[Row]) -> list[Row]:
    """The rows that satisfy every condition and fit the other words; [] where none does."""
    if query.numbers:
        return [row for row in rows if row[1].number in query.numbers]
    kept = [row for row in rows if all(c.holds(row[1]) for c in query.conditions)]
    if query.tallies:
        return kept
    if query.conditions:
        return fitting(query.rest, kept) or kept
    if query.says("last") and not query.says("latest"):
        return [rows[-1]]
    if query.says("first") and not query.says("soonest"):
        return [rows[0]]
    return fitting(query.rest, kept)


def _without_communes(folded: str, expanded: str, corpus: Corpus) -> str:
    for mention in communes.table().find(expanded, prefer=corpus.held_codes):
        start = mention.start
        typed = re.search(r"\b(?:xa|phuong|thi tran|dac khu)\s+$", folded[:start])
        start = typed.start() if typed else start
        folded = folded[:start] + " " * (mention.end - start) + folded[mention.end :]
    return folded


def _numbers(folded: str) -> tuple[tuple[str, ...], str]:
    match = _NUMBER.search(folded)
    if match is None:
        return (), folded
    numbers = [int(match[1])]
    for joined, number in re.findall(r"(,|va|den|toi|-)\D*(\d+)", match[2]):
        upto = int(number)
        numbers += range(numbers[-1] + 1, upto + 1) if joined in ("den", "toi", "-") else [upto]
    left = folded[: match.start()] + " " * len(match[0]) + folded[match.end() :]
    return tuple(map(str, numbers)), left


def _role(folded: str, body: Body, said: frozenset[str]) -> str | None:
    """What part the named body has in the tasks asked for; None: any."""
    if re.search(r"\bphoi hop (?:cung |voi )+(?:\w+ )?$", folded[: body.start]):
        return "lead"
    after = [
        (match.start(), role)
        for role, pattern in (("lead", _LEAD_WORD), ("support", _SUPPORT_WORD))
        if (match := pattern.search(folded, body.end))
    ]
    if len(after) > 1 and abs(after[0][0] - after[1][0]) <= _SIDE_BY_SIDE:
        return None
    if after:
        return min(after)[1]
    return "support" if "support" in said and "lead" not in said else None


def _of_body(body: Body, role: str | None) -> Condition:
    phrase = {"lead": texts.TASKS_LED, "support": texts.TASKS_SUPPORTED}.get(role or "", texts.TASKS_TAKEN)
    lead, support = role != "support", role != "lead"
    return Condition(
        phrase.format(name=body.name),
        lambda t: (lead and body.among(t.lead)) or (support and body.among(t.support)),
    )


def _lacking(folded: str, said: frozenset[str]) -> Condition | None:
    if "lacking" not in said:
        return None
    bare = vocabulary.blanked(WORDS, "lacking", folded)
    at = next(n for n, (a, b) in enumerate(zip(folded, bare, strict=True)) if a != b)
    named = [(m.start(), name) for name, words in _FIELD_WORDS if (m := words.search(folded, at))]
    if not named:
        return None
    name = min(named)[1]
    return Condition(texts.TASKS_LACKING.format(label=_LABELS[name].lower()), lambda t: not getattr(t, name))


def _product(folded: str, expanded: str, corpus: Corpus) -> tuple[Condition | None, str]:
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


def _timed(folded: str, expanded: str, rows: Sequence[Row]) -> tuple[str | None, Condition | None]:
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


def _grouped(folded: str, left: str, corpus: Corpus, rows: Sequence[Row]) -> tuple[Condition | None, str]:
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
