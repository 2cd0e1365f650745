"""Makes bot_api_10_1.json from the machine-readable Bot API (PaulSonOfLars/telegram-bot-api-spec, MIT,
licence beside it): names, types and limits, without prose.

    python -m tests.fakes.compact_bot_api SPEC.json
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

COMPACT = Path(__file__).with_name("bot_api_10_1.json")

_LENGTH = re.compile(r"(\d+)\s*-\s*(\d+) (characters|bytes)( after entities parsing)?")


def compact(specification: dict[str, Any]) -> dict[str, Any]:
    """{"methods": {name: fields}, "types": {name: {"fields", "subtypes"}}}; a field is
    {"types", "required", "length": [least, most, unit, after_parsing]}."""
    types = {
        name: {"fields": _fields(body.get("fields", [])), "subtypes": body.get("subtypes", [])}
        for name, body in specification["types"].items()
    }
    methods = {name: _fields(body.get("fields", [])) for name, body in specification["methods"].items()}
    return {"version": specification["version"], "methods": methods, "types": types}


def _fields(fields: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {field["name"]: _field(field) for field in fields}


def _field(field: dict[str, Any]) -> dict[str, Any]:
    short: dict[str, Any] = {"types": field["types"], "required": field["required"]}
    length = _LENGTH.search(field["description"])
    if length:
        least, most, unit, parsed = length.groups()
        short["length"] = [int(least), int(most), unit, parsed is not None]
    return short


if __name__ == "__main__":
    source = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    COMPACT.write_text(json.dumps(compact(source), separators=(",", ":")) + "\n", encoding="utf-8")
