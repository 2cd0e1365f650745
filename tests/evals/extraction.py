"""Score `baocao extract` against the hand-made truth of the sample corpus (`tests/gold/extract`).

Rows are matched one to one: instruments by symbol, figures by value, unit and a shared quote, tasks by
number. An optional row of the truth costs nothing whether it is found or not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from knowledge.vietnamese import fold, nfc

Row = dict[str, Any]


@dataclass
class Tally:
    """Hits among what was expected and what came; `notes` name what went wrong."""

    hits: int = 0
    expected: int = 0
    given: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 where nothing was expected or given."""
        return 2 * self.hits / (self.expected + self.given) if self.expected + self.given else 1.0

    def add(self, other: Tally) -> None:
        """Sum up over documents."""
        self.hits += other.hits
        self.expected += other.expected
        self.given += other.given
        self.notes += other.notes


def score_document(truth: Row, facts: Row) -> dict[str, Tally]:
    """Tallies by what was judged: instruments, issued_on, issuer, warnings, figures, nature, tasks, sections,
    document."""
    cited = _pair(truth["instruments"], facts["instruments"], lambda a, b: a["symbol"] == b["symbol"])
    counted = _pair(truth["figures"], facts["figures"], _same_figure)
    tasks = _pair(truth["tasks"], facts["tasks"], lambda a, b: a["number"] == b["number"])
    tallies = {
        "instruments": _found(truth["instruments"], facts["instruments"], cited, "symbol"),
        "issued_on": _agreement(
            cited, lambda a, b: b["issued_on"] in (a["issued_on"], *a.get("date_accept", ()))
        ),
        "issuer": _agreement(
            cited,
            lambda a, b: any(_alike(i, b["issuer"]) for i in (a["issuer"], *a.get("issuer_accept", ()))),
        ),
        "warnings": _warnings(cited),
        "figures": _found(truth["figures"], facts["figures"], counted, "quote"),
        "nature": _agreement(counted, lambda a, b: a["nature"] == b["nature"]),
        "comparator": _agreement(
            counted, lambda a, b: b["comparator"] in (a["comparator"], *a.get("comparator_accept", ()))
        ),
        "tasks": _found(truth["tasks"], facts["tasks"], tasks, "content"),
        "sections": _sections(truth["type_sequence"], [section["type"] for section in facts["sections"]]),
    }
    for key in ("lead", "support", "product", "due"):
        tallies[f"task {key}"] = _agreement(tasks, lambda a, b, key=key: _alike(a[key], b[key]))  # type: ignore[misc]
    fields = [({"quote": name, name: value}, facts["document"]) for name, value in truth["document"].items()]
    tallies["document"] = _agreement(fields, lambda a, b: _alike(a[a["quote"]], b[a["quote"]]))
    return tallies


def _pair(
    expected: Sequence[Row], given: Sequence[Row], same: Callable[[Row, Row], bool]
) -> list[tuple[Row, Row]]:
    left = list(given)
    pairs = []
    for row in sorted(expected, key=lambda row: bool(row.get("optional"))):
        match = next((other for other in left if same(row, other)), None)
        if match is not None:
            left.remove(match)
            pairs.append((row, match))
    return pairs


def _found(expected: Sequence[Row], given: Sequence[Row], pairs: list[tuple[Row, Row]], name: str) -> Tally:
    matched = [id(row) for pair in pairs for row in pair]
    needed = [row for row in expected if not row.get("optional")]
    spare = sum(bool(row.get("optional")) for row, _ in pairs)
    missed = [f"missed {row[name]}" for row in needed if id(row) not in matched]
    extra = [f"extra {row[name]}" for row in given if id(row) not in matched]
    return Tally(len(pairs) - spare, len(needed), len(given) - spare, missed + extra)


def _agreement(pairs: Sequence[tuple[Row, Row]], agree: Callable[[Row, Row], bool]) -> Tally:
    wrong = [
        str(row.get("symbol") or row.get("quote") or row.get("content"))
        for row, other in pairs
        if not agree(row, other)
    ]
    return Tally(len(pairs) - len(wrong), len(pairs), len(pairs), [f"wrong at {name}" for name in wrong])


def _warnings(pairs: Sequence[tuple[Row, Row]]) -> Tally:
    tally = Tally()
    for row, other in pairs:
        wanted, got = set(row["warnings"]), set(other["warnings"]) - set(row.get("warnings_ok", ()))
        tally.add(
            Tally(
                len(wanted & got), len(wanted), len(got), [f"{row['symbol']} {code}" for code in wanted ^ got]
            )
        )
    return tally


def _sections(slots: Sequence[Row], types: Sequence[str]) -> Tally:
    got = [kind for at, kind in enumerate(types) if kind != "header" and (at == 0 or types[at - 1] != kind)]
    best = [[0] * (len(got) + 1) for _ in range(len(slots) + 1)]
    for i, slot in enumerate(slots):
        for j, kind in enumerate(got):
            here = best[i][j] + 1 if kind in slot["types"] else 0
            best[i + 1][j + 1] = max(best[i][j + 1], best[i + 1][j], here)
    matched = best[-1][-1]
    needed = sum(not slot.get("optional") for slot in slots)
    return Tally(min(matched, needed), needed, max(len(got) - max(matched - needed, 0), 0), [" ".join(got)])


def _same_figure(expected: Row, given: Row) -> bool:
    units = [expected["unit"], *expected.get("unit_accept", ())]
    alike_unit = expected["value"] is None or any(_alike(unit, given["unit"]) for unit in units)
    return (
        expected["value"] == given["value"]
        and alike_unit
        and _share(expected["quote"], given["quote"]) >= 0.5
    )


def _share(left: str, right: str) -> float:
    """The longest common piece over the shorter quote, white space aside."""
    a, b = _bare(left), _bare(right)
    match = SequenceMatcher(None, a, b, autojunk=False).find_longest_match()
    return match.size / max(min(len(a), len(b)), 1)


def _alike(left: Any, right: Any) -> bool:
    """Equal after folding, short forms of People's Committee and Council spelt out; one may say more."""
    if left is None or right is None:
        return left is right
    a, b = _bare(str(left)), _bare(str(right))
    return a == b or (min(len(a), len(b)) >= 12 and (a in b or b in a))


def _bare(text: str) -> str:
    folded = fold(nfc(text)).replace("ubnd", "uy ban nhan dan").replace("hdnd", "hoi dong nhan dan")
    return "".join(folded.split())
