"""`make eval`: score the product on its gold sets and compare with the last accepted run.

Prints one table of figures, then what was gained and lost. `--accept` makes this run the accepted one;
without it the exit code is 1 when something that passed before is lost or a promise is broken.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from knowledge.sample_corpus import folder
from retrieval import evaluate
from retrieval.embed import LocalEmbedder
from tests.evals.extraction import Tally, score_document
from tests.evals.product import Product

HERE = Path(__file__).parent
DOCUMENTS = folder()
GOLD = HERE.parent / "gold"
ACCEPTED = HERE / "accepted.json"
RESULTS = HERE.parents[1] / "docs" / "results.md"
SHARED = HERE.parents[1].parent / "shared"

Suite = dict[str, Any]
"""{"figures": {name: number}, "passed": [item], "failed": {item: reasons}} of one gold set."""

ANSWER_FIGURES = (
    "pass_rate", "refusal_precision", "refusal_recall", "fabricated_instruments", "unsupported_figures",
    "citation_faithfulness",
)  # fmt: skip
PROMISES = {"fabricated_instruments": 0, "citation_faithfulness": 1.0}


def main() -> int:
    """Run every suite whose gold is there."""
    parser = argparse.ArgumentParser(prog="make eval", description=__doc__)
    parser.add_argument("--accept", action="store_true", help="make this run the accepted one")
    parser.add_argument("--failures", action="store_true", help="list what failed, with the reasons")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        suites = _sample_suites(Product(Path(folder, "sample")))
        if SHARED.exists():
            suites |= _shared_suites(Product(Path(folder, "shared")))
            suites |= _retrieval_suites(Path(folder, "run.jsonl"))
    accepted: dict[str, Suite] = json.loads(ACCEPTED.read_text(encoding="utf-8")) if ACCEPTED.exists() else {}
    _print_table(suites, accepted)
    lost = _print_changes(suites, accepted)
    if options.failures:
        _print_failures(suites)
    if options.accept:
        kept = {
            name: {"figures": suite["figures"], "passed": suite["passed"]} for name, suite in suites.items()
        }
        ACCEPTED.write_text(
            json.dumps(accepted | kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
        RESULTS.write_text(_page(suites), encoding="utf-8")
    broken = [
        f"{name}: {promise} is {suite['figures'][promise]}"
        for name, suite in suites.items()
        for promise, value in PROMISES.items()
        if suite["figures"].get(promise, value) not in (value, None)
    ]
    for promise in broken:
        print(f"PROMISE BROKEN  {promise}")
    return 1 if broken or (lost and not options.accept) else 0


def _sample_suites(product: Product) -> dict[str, Suite]:
    product.data.mkdir()
    product.reload(DOCUMENTS)
    suites = {"sample extraction": _extraction(product)}
    for name, file in (
        ("sample questions", "questions.jsonl"),
        ("sample heldout", "questions_heldout.jsonl"),
        ("sample plans", "questions_plans.jsonl"),
        ("sample open", "questions_open.jsonl"),
        ("sample figures", "questions_figures.jsonl"),
        ("sample comparison", "questions_compare.jsonl"),
    ):
        report = product.score_answers(GOLD / file)
        asked = [json.loads(line)["id"] for line in (GOLD / file).read_text(encoding="utf-8").splitlines()]
        suites[name] = {
            "figures": {key: report[key] for key in ANSWER_FIGURES},
            "passed": [item for item in asked if item not in report["failures"]],
            "failed": report["failures"],
        }
    return suites


def _extraction(product: Product) -> Suite:
    sums: dict[str, Tally] = defaultdict(Tally)
    failed: dict[str, list[str]] = {}
    passed: list[str] = []
    for path in sorted((GOLD / "extract").glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        for what, tally in score_document(truth, product.extract(DOCUMENTS / path.stem)).items():
            sums[what].add(tally)
            item = f"{path.stem} {what}"
            if tally.f1 == 1:
                passed.append(item)
            else:
                failed[item] = tally.notes
    return {
        "figures": {what: round(tally.f1, 4) for what, tally in sums.items()},
        "passed": passed,
        "failed": failed,
    }


def _shared_suites(product: Product) -> dict[str, Suite]:
    product.data.mkdir()
    product.reload(SHARED / "corpus")
    gold = SHARED / "gold"
    questions = gold / "questions" / "dev.jsonl"
    rows = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines()]
    visible = ("id", "role", "question", "history", "commune")
    answers = product.ask([{key: row[key] for key in visible if key in row} for row in rows])
    report = _shared_scorer("answers", "--gold", questions, "--got", answers, "--failures", "999")
    failed = {failure["id"]: failure["reasons"] for failure in report["failures"]}
    refusal = report["refusal"]
    figures = {key: report.get(key) for key in ANSWER_FIGURES}
    figures |= {"refusal_precision": refusal["precision"], "refusal_recall": refusal["recall"]}
    got = product.data / "extracted"
    got.mkdir()
    for file in sorted((SHARED / "corpus").glob("*.txt")):
        (got / f"{file.stem}.json").write_text(json.dumps(product.extract(file)), encoding="utf-8")
    summary = _shared_scorer("extract", "--gold", gold / "extract", "--got", got)["summary"]
    flat = {k: v["f1"] if isinstance(v, dict) else v for k, v in summary.items()}
    return {
        "shared questions": {
            "figures": figures,
            "passed": [row["id"] for row in rows if row["id"] not in failed],
            "failed": failed,
        },
        "shared extraction": {"figures": flat, "passed": [], "failed": {}},
    }


def _retrieval_suites(run: Path) -> dict[str, Suite]:
    folders = sorted((SHARED / "retrieval").glob("*/corpus.jsonl"))
    embedder = LocalEmbedder()
    return {
        f"retrieval {corpus.parent.name}": {
            "figures": evaluate.run(corpus.parent, run, embedder),
            "passed": [],
            "failed": {},
        }
        for corpus in folders
    }


def _shared_scorer(*arguments: str | Path) -> dict[str, Any]:
    command = [sys.executable, str(SHARED / "gold" / "score.py"), *map(str, arguments), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def _print_table(suites: dict[str, Suite], accepted: dict[str, Suite]) -> None:
    print(f"{'':58}{'now':>8}{'accepted':>10}")
    for name, suite in suites.items():
        count = f"{len(suite['passed'])} of {len(suite['passed']) + len(suite['failed'])}"
        print(f"{name}  {count}" if suite["passed"] or suite["failed"] else name)
        before = accepted.get(name, {}).get("figures", {})
        for figure, value in suite["figures"].items():
            print(f"    {figure:54}{_number(value):>8}{_number(before.get(figure)):>10}")


def _page(suites: dict[str, Suite]) -> str:
    lines = [
        "# Results",
        "",
        "The last accepted run of `make eval` in default mode (no language model), written by",
        "`.venv/bin/python -m tests.evals --accept`. The sample corpus is fictional and part of it; the",
        "shared sets are real documents and questions that lie beside it where it is built.",
    ]
    for name, suite in suites.items():
        asked = len(suite["passed"]) + len(suite["failed"])
        lines += ["", f"## {name}" + (f" ({len(suite['passed'])} of {asked})" if asked else ""), ""]
        lines += ["| | |", "|---|---|"]
        lines += [
            f"| {figure.replace('_', ' ')} | {_number(value)} |" for figure, value in suite["figures"].items()
        ]
    return "\n".join(lines) + "\n"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}".rstrip("0").rstrip(".")


def _print_changes(suites: dict[str, Suite], accepted: dict[str, Suite]) -> bool:
    anything_lost = False
    for name, suite in suites.items():
        before = set(accepted.get(name, suite)["passed"])
        gained = sorted(set(suite["passed"]) - before)
        lost = sorted(before & set(suite["failed"]))
        anything_lost |= bool(lost)
        for sign, items in (("+", gained), ("-", lost)):
            for item in items:
                print(f"{sign} {name}: {item}  {'; '.join(suite['failed'].get(item, []))}")
    return anything_lost


def _print_failures(suites: dict[str, Suite]) -> None:
    for name, suite in suites.items():
        for item, reasons in suite["failed"].items():
            print(f"{name}: {item}: {'; '.join(reasons)}")


if __name__ == "__main__":
    sys.exit(main())
