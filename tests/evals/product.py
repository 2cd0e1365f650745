"""The product as its users have it: the command line, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any


class Product:
    """One data directory and the commands that work on it."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def run(self, *arguments: str | Path) -> str:
        """What a command prints. Raises RuntimeError with its complaint when it fails."""
        command = [sys.executable, "-m", "bot", *map(str, arguments), "--data", str(self.data)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"baocao {arguments[0]}: {done.stderr.strip() or done.stdout.strip()}")
        return done.stdout

    def reload(self, folder: Path) -> None:
        """Let the base hold exactly the files of a folder."""
        self.run("reload", folder, "--json")

    def extract(self, file: Path) -> dict[str, Any]:
        """The facts of one file."""
        facts: dict[str, Any] = json.loads(self.run("extract", file, "--json"))
        return facts

    def ask(self, questions: Iterable[dict[str, Any]]) -> Path:
        """Answer a batch; returns the file of answers."""
        given, answers = self.data / "questions.jsonl", self.data / "answers.jsonl"
        given.write_text(
            "".join(json.dumps(q, ensure_ascii=False) + "\n" for q in questions), encoding="utf-8"
        )
        self.run("ask", "--batch", given, "--out", answers)
        return answers

    def score_answers(self, gold: Path) -> dict[str, Any]:
        """`baocao eval answers` on a gold file."""
        report: dict[str, Any] = json.loads(self.run("eval", "answers", gold, "--json"))
        return report
