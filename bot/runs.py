"""Scored runs: what is kept of one, and what a later one gained and lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from knowledge.errors import AssistantError


class Run(BaseModel):
    """One gold set scored: figures by name, the items that passed and those that failed with the reasons,
    which are not kept."""

    figures: dict[str, float | None] = {}
    passed: list[str] = []
    failed: dict[str, list[str]] = Field(default={}, exclude=True)

    @property
    def size(self) -> int:
        """Items asked; 0 where only figures are measured."""
        return len(self.passed) + len(self.failed)


class Change(NamedTuple):
    """An item that passes now and did not ("+"), or passed and does not ("-"), with the reasons."""

    sign: str
    item: str
    why: str

    def __str__(self) -> str:
        return f"{self.sign} {self.item}" + (f"  {self.why}" if self.why else "")


Runs = dict[str, Run]
_RUNS = TypeAdapter(Runs)
NOT_ASKED = "no longer asked"


def read_runs(path: Path) -> Runs:
    """The accepted runs by name; none where the file is not there. Raises AssistantError on another file."""
    if not path.exists():
        return {}
    try:
        return _RUNS.validate_json(path.read_bytes())
    except ValidationError as error:
        raise AssistantError(f"{path}: không phải tệp kết quả chấm ({error.error_count()} lỗi)") from None


def accept(path: Path, runs: Runs) -> None:
    """Keep these runs in the file, each in the place of the one of its name."""
    kept = _RUNS.dump_python(read_runs(path) | runs, mode="json")
    partial = path.with_name(path.name + ".partial")
    partial.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    partial.replace(path)


def changes(now: Run, before: Run | None) -> list[Change]:
    """What was gained and lost since an accepted run; nothing where there is none."""
    if before is None:
        return []
    passed, earlier = set(now.passed), set(before.passed)
    gained = [Change("+", item, "") for item in now.passed if item not in earlier]
    lost = [
        Change("-", item, "; ".join(now.failed.get(item, [NOT_ASKED])))
        for item in before.passed
        if item not in passed
    ]
    return gained + lost


def table(runs: Runs, accepted: Runs, head: tuple[str, str] = ("now", "accepted")) -> str:
    """The figures of each run beside the accepted ones."""
    lines = [f"{'':58}{head[0]:>8}{head[1]:>10}"]
    for name, run in runs.items():
        before = accepted.get(name, Run()).figures
        lines.append(f"{name}  {len(run.passed)} of {run.size}" if run.size else name)
        lines += [
            f"    {figure:54}{number(value):>8}{number(before.get(figure)):>10}"
            for figure, value in run.figures.items()
        ]
    return "\n".join(lines)


def number(value: float | None) -> str:
    """A figure as tables show it."""
    return "–" if value is None else f"{value:.3f}".rstrip("0").rstrip(".")
