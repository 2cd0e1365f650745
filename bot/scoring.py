"""Score answers against gold questions: what was expected, what came, and which promises were broken.

Gold lines say what an answer must and must not contain (see `bot.gold.Expectation`); answers are lines of
`baocao ask --batch`. Texts are compared folded, with dates, bounds and common abbreviations made alike.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bot.assistant.models import Question, Role
from bot.gold import ANSWERED, AnswerLine, Citation, Expectation, ExpectedSource, GoldQuestion, read_gold
from bot.matching import (
    Owners,
    clauses,
    exact_figures,
    exact_numbers,
    figures,
    found,
    has_warning,
    is_negated,
    numbers,
    plain,
    says_zero,
    squeezed,
    symbols,
    token_overlap,
    unquoted,
)
from bot.rendering.message import plain_text
from bot.runs import Run
from knowledge import reference

if TYPE_CHECKING:
    from bot.assistant.service import Assistant

MAX_CHARACTERS = 6000
MIN_OVERLAP = 0.6
"""Share of an expected quote's words that a citation must hold."""


@dataclass(frozen=True)
class Base:
    """What the knowledge base holds: source texts by document name, bare names of its communes, and the
    symbols of the checked reference table."""

    texts: Mapping[str, str]
    communes: Sequence[str] = ()
    reference: Iterable[str] = ()

    def is_true_quote(self, citation: Citation) -> bool:
        """Whether the quote stands in the named document, white space aside; "…" joins pieces in order."""
        text = squeezed(self.texts.get(citation.document, ""))
        at = 0
        for piece in citation.quote.split("…"):
            at = text.find(squeezed(piece), at)
            if at < 0 or not piece.strip():
                return False
        return True

    def known_symbols(self) -> set[str]:
        """Folded symbols of the documents and the reference table."""
        return {key for text in (*self.texts.values(), *self.reference) for key in symbols(text)}


@dataclass
class Verdict:
    """One question judged: the reasons it failed, and broken promises."""

    question: GoldQuestion
    status: str
    reasons: list[str] = field(default_factory=list)
    fabricated: list[str] = field(default_factory=list)
    unsupported: list[str] = field(default_factory=list)
    misread: list[str] = field(default_factory=list)
    citations: int = 0
    true_citations: int = 0

    @property
    def passed(self) -> bool:
        """No reason to fail it."""
        return not self.reasons


@dataclass
class Report:
    """All verdicts of a run and their sums."""

    verdicts: list[Verdict]

    def rate(self, tag: str | None = None) -> float:
        """Share of passed questions, of one tag or role or of all."""
        chosen = [v for v in self.verdicts if tag in (None, v.question.role, *v.question.tags)]
        return sum(v.passed for v in chosen) / len(chosen) if chosen else 0.0

    def refusals(self) -> tuple[float, float]:
        """Precision and recall of refusing; questions where either is honest are left out."""
        clear = [
            (v.status != ANSWERED, v.question.expect.status != ANSWERED)
            for v in self.verdicts
            if len({status == ANSWERED for status in v.question.expect.statuses}) == 1
        ]
        both = sum(got and wanted for got, wanted in clear)
        got, wanted = sum(g for g, _ in clear), sum(w for _, w in clear)
        return both / got if got else 1.0, both / wanted if wanted else 1.0

    def faithfulness(self) -> float:
        """Share of citations that are true quotes."""
        made = sum(v.citations for v in self.verdicts)
        return sum(v.true_citations for v in self.verdicts) / made if made else 1.0

    def record(self) -> dict[str, object]:
        """Sums by name, and every failure with its reasons."""
        precision, recall = self.refusals()
        keys = Counter(key for v in self.verdicts for key in (v.question.role, *v.question.tags))
        return {
            "questions": len(self.verdicts),
            "passed": sum(v.passed for v in self.verdicts),
            "pass_rate": round(self.rate(), 4),
            "refusal_precision": round(precision, 4),
            "refusal_recall": round(recall, 4),
            "fabricated_instruments": sum(len(v.fabricated) for v in self.verdicts),
            "unsupported_figures": sum(len(v.unsupported) for v in self.verdicts),
            "misread_figures": sum(len(v.misread) for v in self.verdicts),
            "citation_faithfulness": round(self.faithfulness(), 4),
            "by_tag": {key: [round(self.rate(key), 4), count] for key, count in sorted(keys.items())},
            "failures": {v.question.id: v.reasons for v in self.verdicts if not v.passed},
        }

    def run(self) -> Run:
        """What is kept of this run and compared with others."""
        record = self.record()
        return Run(
            figures={name: value for name, value in record.items() if isinstance(value, int | float)},
            passed=[v.question.id for v in self.verdicts if v.passed],
            failed={v.question.id: v.reasons for v in self.verdicts if not v.passed},
        )

    def failures(self) -> str:
        """Each failed question with its reasons, one a line."""
        failed = [v for v in self.verdicts if not v.passed]
        return "\n".join(f"✗ {v.question.id} {v.question.question}: {'; '.join(v.reasons)}" for v in failed)


def score_file(path: Path, assistant: Assistant) -> Report:
    """Ask an assistant every question of a gold file, and judge the answers against its knowledge base."""
    gold = read_gold(path)
    return score(gold, [ask(assistant, question) for question in gold], base_of(assistant))


def base_of(assistant: Assistant) -> Base:
    """What the assistant's knowledge base holds."""
    snapshot = assistant.corpus.snapshot
    texts = {document.name: snapshot.source_text(document.name) or "" for document in snapshot.documents}
    communes = {(document.header.commune or "").partition(" ")[2] for document in snapshot.documents}
    return Base(texts, sorted(communes - {""}), [row.symbol for row in reference.instruments()])


def ask(assistant: Assistant, gold: GoldQuestion) -> AnswerLine:
    """The assistant's answer to a gold question."""
    answer = assistant.answer(
        Question(text=gold.question, role=Role(gold.role), commune=gold.commune, history=tuple(gold.history))
    )
    return AnswerLine(
        id=gold.id,
        status=answer.status.value,
        text=plain_text(answer),
        citations=[Citation(document=s.document, section=s.section, quote=s.quote) for s in answer.sources],
        instruments=list(answer.instruments),
    )


def score(gold: Sequence[GoldQuestion], answers: Iterable[AnswerLine], base: Base) -> Report:
    """Judge every gold question; one without an answer fails."""
    given = {answer.id: answer for answer in answers}
    known = base.known_symbols()
    return Report([_judge(question, given.get(question.id), base, known) for question in gold])


def _judge(question: GoldQuestion, answer: AnswerLine | None, base: Base, known: set[str]) -> Verdict:
    if answer is None or not answer.text.strip():
        return Verdict(question, "none", ["no answer"])
    verdict = Verdict(question, answer.status, citations=len(answer.citations))
    asked = " ".join([question.question, *question.history])
    true = [citation for citation in answer.citations if base.is_true_quote(citation)]
    verdict.true_citations = len(true)
    named = symbols(" ".join([answer.text, *answer.instruments]))
    verdict.fabricated = [symbol for key, symbol in named.items() if key not in known | set(symbols(asked))]
    evidence = " . ".join([asked, *(citation.quote for citation in true)])
    reckoned = _reckoned(answer.text, exact_numbers(evidence))
    verdict.unsupported = sorted(figures(answer.text) - numbers(evidence) - reckoned)
    verdict.misread = _misread(unquoted(answer.text), evidence, reckoned)
    verdict.reasons += [f"fabricated {symbol}" for symbol in verdict.fabricated]
    verdict.reasons += [f"misread {value}" for value in verdict.misread]
    verdict.reasons += [f"untrue quote of {c.document}" for c in answer.citations if c not in true]
    if len(answer.text) > MAX_CHARACTERS:
        verdict.reasons.append("too long")
    if answer.status not in question.expect.statuses:
        verdict.reasons.append(f"status {answer.status}")
    verdict.reasons += _text_reasons(question, answer)
    verdict.reasons += _owner_reasons(question.expect, answer.text, base)
    verdict.reasons += _source_reasons(question.expect, answer.status, true)
    return verdict


_RECKONED = re.compile(
    r"(?P<value>\d[\d.,]*)%?(?: [^\W\d]+){0,3} \((?P<shown>[^\n]*?(?: [+−:] |; )[^\n]*?)\)(?=[.,; \n]|$)"
)
_OUTCOME = re.compile(r"(?: :\s*\d+)?\s*[=≈]\s*\d[\d.,]*")


def _reckoned(text: str, quoted: set[str]) -> set[str]:
    """Numbers that stand before the formula by which they were computed from quoted ones: "67 tổ (12 + 15 +
    18 + 22 = 67)". What is only quoted as a bound ("trên 85%") is not to be reckoned with."""
    found: set[str] = set()
    for match in _RECKONED.finditer(text):
        if numbers(_OUTCOME.sub("", match["shown"])) <= quoted:
            found |= numbers(match["value"])
    return found


def _misread(text: str, evidence: str, reckoned: set[str]) -> list[str]:
    """Figures that the evidence gives as bounds only and the text without, and a 0 that is stated nowhere."""
    bounds = numbers(evidence) - exact_numbers(evidence)
    lost = exact_figures(text) & bounds - reckoned
    return sorted(lost) + (["0"] if says_zero(text) and "0" not in numbers(evidence) else [])


def _text_reasons(question: GoldQuestion, answer: AnswerLine) -> list[str]:
    expect = question.expect
    text = answer.text.replace(question.question, " ")
    folded = plain(text)
    sober = " ".join(clause for clause in clauses(unquoted(text)) if not has_warning(clause))
    written, calm = symbols(text), symbols(sober)
    reasons = [
        f"lacks {' | '.join(group)}" for group in expect.all_of if not any(found(n, folded) for n in group)
    ]
    reasons += [f"says {needle}" for needle in expect.none_of if found(needle, plain(sober))]
    reasons += [f"says {needle}" for needle in expect.never if found(needle, folded)]
    reasons += [f"lacks {s}" for s in expect.instruments if not symbols(s).keys() <= written.keys()]
    reasons += [f"names {s}" for s in expect.instruments_not if symbols(s).keys() & calm.keys()]
    if expect.draft.placeholder and not re.search(r"\[[^\]\d][^\]]*\]", text):
        reasons.append("no open slot")
    return reasons


def _owner_reasons(expect: Expectation, text: str, base: Base) -> list[str]:
    owners = Owners(text, base.communes)
    reasons = []
    for rule in expect.bind:
        if not any(owners.of(value) & _keys(rule.who) for value in rule.what):
            reasons.append(f"{' | '.join(rule.what)} not given to {rule.who}")
    for rule in expect.bind_not:
        reasons += [f"{v} given to {rule.who}" for v in rule.what if owners.of(v) & _keys(rule.who)]
    for names, negated in [(g, False) for g in expect.affirm] + [(g, True) for g in expect.deny]:
        said = [clause for clause in clauses(text) if any(found(name, plain(clause)) for name in names)]
        if not any(is_negated(clause) is negated for clause in said):
            reasons.append(f"{'denies' if not negated else 'does not deny'} {' | '.join(names)}")
    reasons += [f"borrows {value}" for value in expect.draft.unattributed if owners.unattributed(value)]
    return reasons


def _keys(names: Iterable[str]) -> set[str]:
    return {plain(name) for name in names}


def _source_reasons(expect: Expectation, status: str, true: Sequence[Citation]) -> list[str]:
    if status != ANSWERED or not expect.sources:
        return []
    if any(_supports(citation, wanted) for citation in true for wanted in expect.sources):
        return []
    return ["no expected source"]


def _supports(citation: Citation, wanted: ExpectedSource) -> bool:
    if Path(citation.document).name != Path(wanted.seed).name:
        return False
    return wanted.quote is None or token_overlap(citation.quote, wanted.quote) >= MIN_OVERLAP
