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

from bot import runs
from bot.gold import read_gold
from bot.runs import Run, Runs
from knowledge.sample_corpus import folder
from retrieval import evaluate
from retrieval.embed import LocalEmbedder
from tests.evals.extraction import Tally, score_document
from tests.evals.product import Product
from tests.gold_sets import GOLD, SAMPLE_QUESTIONS, SHARED, SHARED_QUESTIONS

HERE = Path(__file__).parent
DOCUMENTS = folder()
ACCEPTED = HERE / "accepted.json"
RESULTS = HERE.parents[1] / "docs" / "results.md"

ANSWER_FIGURES = (
    "pass_rate", "refusal_precision", "refusal_recall", "fabricated_instruments", "unsupported_figures",
    "misread_figures", "citation_faithfulness",
)  # fmt: skip
PROMISES = {
    "fabricated_instruments": 0,
    "unsupported_figures": 0,
    "misread_figures": 0,
    "citation_faithfulness": 1,
    "quote_faithfulness": 1,
}


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
    accepted = runs.read_runs(ACCEPTED)
    print(runs.table(suites, accepted))
    changed = {name: runs.changes(run, accepted.get(name)) for name, run in suites.items()}
    print(*(f"{name}: {change}" for name, found in changed.items() for change in found), sep="\n")
    if options.failures:
        _print_failures(suites)
    if options.accept:
        runs.accept(ACCEPTED, suites)
        RESULTS.write_text(_page(suites), encoding="utf-8")
    broken = broken_promises(suites)
    print(*(f"PROMISE BROKEN  {promise}" for promise in broken), sep="\n")
    lost = any(change.sign == "-" for found in changed.values() for change in found)
    return 1 if broken or (lost and not options.accept) else 0


def broken_promises(suites: Runs) -> list[str]:
    """The figures that may not be other than they are promised."""
    return [
        f"{name}: {promise} is {runs.number(value)}"
        for name, run in suites.items()
        for promise, promised in PROMISES.items()
        if (value := run.figures.get(promise)) not in (promised, None)
    ]


def _sample_suites(product: Product) -> Runs:
    product.data.mkdir()
    product.reload(DOCUMENTS)
    suites = {"sample extraction": _extraction(product)}
    for name, gold in SAMPLE_QUESTIONS.items():
        report = product.score_answers(gold)
        asked = [question.id for question in read_gold(gold)]
        suites[name] = Run(
            figures={key: report[key] for key in ANSWER_FIGURES},
            passed=[item for item in asked if item not in report["failures"]],
            failed=report["failures"],
        )
    return suites


def _extraction(product: Product) -> Run:
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
    figures: dict[str, float | None] = {what: round(tally.f1, 4) for what, tally in sums.items()}
    return Run(figures=figures, passed=passed, failed=failed)


def _shared_suites(product: Product) -> Runs:
    product.data.mkdir()
    product.reload(SHARED / "corpus")
    gold = SHARED / "gold"
    questions = SHARED_QUESTIONS["shared questions"]
    rows = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines()]
    visible = ("id", "role", "question", "history", "commune")
    answers = product.ask([{key: row[key] for key in visible if key in row} for row in rows])
    report = _shared_scorer("answers", "--gold", questions, "--got", answers, "--failures", "999")
    failed = {failure["id"]: failure["reasons"] for failure in report["failures"]}
    refusal = report["refusal"]
    figures = {key: report[key] for key in ANSWER_FIGURES if key in report}
    figures |= {"refusal_precision": refusal["precision"], "refusal_recall": refusal["recall"]}
    got = product.data / "extracted"
    got.mkdir()
    for file in sorted((SHARED / "corpus").glob("*.txt")):
        (got / f"{file.stem}.json").write_text(json.dumps(product.extract(file)), encoding="utf-8")
    summary = _shared_scorer("extract", "--gold", gold / "extract", "--got", got)["summary"]
    flat = {k: v["f1"] if isinstance(v, dict) else v for k, v in summary.items()}
    return {
        "shared questions": Run(
            figures=figures, passed=[row["id"] for row in rows if row["id"] not in failed], failed=failed
        ),
        "shared extraction": Run(figures=flat),
    }


def _retrieval_suites(run: Path) -> Runs:
    folders = sorted((SHARED / "retrieval").glob("*/corpus.jsonl"))
    embedder = LocalEmbedder()
    return {
        f"retrieval {corpus.parent.name}": Run(figures={**evaluate.run(corpus.parent, run, embedder)})
        for corpus in folders
    }


def _shared_scorer(*arguments: str | Path) -> dict[str, Any]:
    command = [sys.executable, str(SHARED / "gold" / "score.py"), *map(str, arguments), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def _page(suites: Runs) -> str:
    lines = [
        "# Results",
        "",
        "The last accepted run of `make eval` in default mode (no language model), written by",
        "`.venv/bin/python -m tests.evals --accept`. The sample corpus is fictional and part of it; the",
        "shared sets are real documents and questions that lie beside it where it is built. What models do",
        "to the same questions, right, lying and failing ones, `tests/bot/test_models_on_gold.py` asserts.",
    ]
    for name, suite in suites.items():
        lines += ["", f"## {name}" + (f" ({len(suite.passed)} of {suite.size})" if suite.size else ""), ""]
        lines += ["| | |", "|---|---|"]
        lines += [
            f"| {figure.replace('_', ' ')} | {runs.number(value)} |"
            for figure, value in suite.figures.items()
        ]
    return "\n".join(lines) + "\n"


def _print_failures(suites: Runs) -> None:
    for name, suite in suites.items():
        for item, reasons in suite.failed.items():
            print(f"{name}: {item}: {'; '.join(reasons)}")


if __name__ == "__main__":
    sys.exit(main())
