"""What a question asks of tables of assigned tasks: which rows it means (a filter) and what it wants of them.

One mechanism for all questions: each condition that the question states (number, group, body and its part,
time, product, what is shared or missing) keeps some rows; the words that no condition took must then fit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.assistant.corpus import Corpus
from bot.assistant.tasks import conditions
from bot.assistant.tasks.bodies import Body, bodies_of, body_named
from bot.assistant.tasks.conditions import WORDS, Condition
from bot.assistant.tasks.due_times import without_times
from bot.assistant.tasks.task_fit import Row, fitting
from bot.assistant.understand import Understanding
from bot.assistant.understanding import vocabulary
from bot.assistant.understanding.topic import Topic, topic_of
from knowledge import communes
from knowledge.abbreviations import expand

_TASK = r"(?:dau viec|nhiem vu|cong viec|viec|stt|so thu tu)"
_COUNTED = r"\d{1,3}(?![\d/%.])"
_COLUMN = r"\b(?:phu luc|chu tri|phoi hop|san pham|bao gio|han)"
_NUMBER = re.compile(
    rf"\b(?:(?<!nhom ){_TASK}(?: so| thu)?|muc(?: so)?(?=[^?]*{_COLUMN})|(?<=phu luc )(?:muc|dong|so))"
    rf" ({_COUNTED})"
    rf"((?:\s*(?:,|va|den|toi|-)\s*(?:{_TASK} )?(?:so |thu )?{_COUNTED})*)"
)
_ANOTHER = re.compile(
    rf"^(?:\W*(?:con|the|vay|va|tiep|xem|ca|cai|muc|so|thu|dong|{_TASK})(?!\w))+ ({_COUNTED})()"
    r"(?=[\s?.!]*$|\s+(?:thi|the nao|sao|nua|ai|(?:don vi|co quan|phong) nao|han|khi nao|bao gio|do|giao|a"
    r"|ha|nhi)\b)"
)
"""A further row of the table that the turn before asked about: "còn mục 16?", "thế số 3 thì sao"."""
_WHICH_GROUP = re.compile(r"\bnhom nao\b.*\b(?:nhieu|it)\b.*\bnhat\b")
_LEAD_WORD = re.compile(r"\bchu tri|dau moi|phu trach\b")
_SUPPORT_WORD = re.compile(r"\bphoi hop\b")
_SIDE_BY_SIDE = len("phoi hop hoac ")
# Rows of the general vocabulary that say how something is asked: never words of a task.
_ASKING = ("chatter", "field", "document_words", "when", "how_many", "about", "own_unit", "task_table")


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
    folded = vocabulary.folded_for_tables(expanded)
    left = _without_communes(folded, expanded, corpus)
    said = vocabulary.rows_said(WORDS, folded)
    if _WHICH_GROUP.search(folded):
        said |= {"by_group"}
    stated: list[Condition | None] = []
    further = asked.follows and asked.asks_any("task_table")
    numbers, left = _numbers(left, _ANOTHER if further and not _NUMBER.search(left) else _NUMBER)
    named = body_named(left, bodies_of(rows))
    body = named or _body_before(asked, folded, rows)
    role = _role(left, named, said) if named else _role_said(said)
    if body:
        stated.append(conditions.of_body(body, role))
    if named:
        left = left[: named.start] + " " * (named.end - named.start) + left[named.end :]
    left = _THAT_BODY.sub(lambda match: " " * len(match[0]), left)
    stated += [conditions.lacking(left, said), conditions.shared(said)]
    product, left = conditions.product(left, expanded, corpus)
    due, timed = conditions.timed(folded if not asked.instruments else "", expanded, rows)
    stated += [product, timed]
    if timed:
        left = without_times(left)
    bare = vocabulary.without(vocabulary.without_table(WORDS, left), *_ASKING)
    left = vocabulary.restored("draft_words.toml", "matter", left, bare)
    grouped, left = conditions.grouped(folded, left, corpus, rows)
    stated.append(grouped)
    kept = tuple(condition for condition in stated if condition)
    rest = topic_of(vocabulary.with_other_words(expanded, left), corpus.weight)
    if grouped:
        rest = rest.without(grouped.phrase)
    if kept or "count" in said:
        rest = rest.without(_subjects(corpus, rows))
    return TaskQuery(said, numbers, kept, body, role, due, rest)


_THAT_BODY = re.compile(
    r"(?<!\w)(?:phong|van phong|don vi|co quan|ban|trung tam|ben) (?:do|ay|nay|kia)(?!\w)"
)


def _body_before(asked: Understanding, folded: str, rows: Sequence[Row]) -> Body | None:
    """The body that the turns before named last, where it is spoken of: "còn việc nào của phòng đó"."""
    if not _THAT_BODY.search(folded):
        return None
    turns = (vocabulary.folded_for_tables(expand(turn)) for turn in reversed(asked.question.history))
    bodies = bodies_of(rows)
    return next((body for turn in turns if (body := body_named(turn, bodies))), None)


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


def _numbers(folded: str, pattern: re.Pattern[str]) -> tuple[tuple[str, ...], str]:
    match = pattern.search(folded)
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
    return "support" if _role_said(said) == "support" else None


def _role_said(said: frozenset[str]) -> str | None:
    """The one role that is spoken of."""
    roles = [role for role in ("lead", "support") if role in said]
    return roles[0] if len(roles) == 1 else None
