"""A scored run is compared with the accepted one, and what was gained and lost is listed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot import runs
from bot.assistant.service import Assistant
from bot.cli import main
from bot.runs import Run
from knowledge.errors import AssistantError
from tests.evals.__main__ import PROMISES, broken_promises
from tests.gold_sets import SAMPLE_QUESTIONS

BEFORE = Run(figures={"pass_rate": 0.5}, passed=["a", "b", "old"])
NOW = Run(figures={"pass_rate": 0.75, "new": None}, passed=["a", "c"], failed={"b": ["lacks 12", "too long"]})


def test_gained_lost_and_no_longer_asked_are_listed() -> None:
    assert [str(change) for change in runs.changes(NOW, BEFORE)] == [
        "+ c",
        "- b  lacks 12; too long",
        f"- old  {runs.NOT_ASKED}",
    ]


def test_without_an_accepted_run_nothing_is_lost() -> None:
    assert runs.changes(NOW, None) == []


def test_the_table_shows_both_runs() -> None:
    lines = runs.table({"set": NOW}, {"set": BEFORE}).splitlines()
    assert lines[1] == "set  2 of 3"
    assert lines[2].split() == ["pass_rate", "0.75", "0.5"]
    assert lines[3].split() == ["new", "–", "–"]


def test_an_accepted_run_stays_and_others_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "accepted.json"
    runs.accept(file, {"set": BEFORE})
    runs.accept(file, {"other": NOW})
    kept = runs.read_runs(file)
    assert kept["set"] == BEFORE
    assert kept["other"].passed == NOW.passed and kept["other"].failed == {}
    file.write_text('{"set": 3}', encoding="utf-8")
    with pytest.raises(AssistantError, match=r"accepted\.json"):
        runs.read_runs(file)


@pytest.mark.parametrize("promise", PROMISES)
def test_a_broken_promise_is_named(promise: str) -> None:
    assert broken_promises({"set": Run(figures={**PROMISES})}) == []
    assert broken_promises({"set": Run(figures={**PROMISES, promise: 0.5})}) == [f"set: {promise} is 0.5"]


def test_baocao_eval_compares_with_the_run_it_accepted(
    sample_assistant: Assistant, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    for entry in sample_assistant.base.data.iterdir():
        (data / entry.name).symlink_to(entry)
    gold = tmp_path / "mine.jsonl"
    rows = [json.loads(line) for line in SAMPLE_QUESTIONS["sample questions"].open(encoding="utf-8")][:2]

    def evaluated(*options: str) -> str:
        gold.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        assert main(["eval", "answers", str(gold), "--data", str(data), *options]) == 0
        return capsys.readouterr().out

    first, second = rows
    evaluated("--accept")
    expected = second["expect"]
    second["expect"] = {**expected, "all_of": [["99999"]]}
    shown = evaluated()
    assert f"- {second['id']}  lacks 99999" in shown and f"- {first['id']}" not in shown
    assert json.loads(evaluated("--accept", "--json"))["lost"] == [second["id"]]
    second["expect"] = expected
    assert f"+ {second['id']}" in evaluated()
