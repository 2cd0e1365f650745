"""JSON in and out of commands: UTF-8, one object, or one a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from knowledge.errors import AssistantError


def print_json(record: object) -> None:
    """One object to standard output."""
    print(json.dumps(record, ensure_ascii=False, indent=1))


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-lines file. Raises AssistantError that names the bad line."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    yield json.loads(line)
                except ValueError as error:
                    raise AssistantError(f"{path}, dòng {number}: không phải JSON ({error})") from None


def write_lines(path: Path, records: Iterable[object]) -> None:
    """Objects as a JSON-lines file, whole or not at all."""
    partial = path.with_name(path.name + ".partial")
    with partial.open("w", encoding="utf-8") as lines:
        for record in records:
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")
    partial.replace(path)
