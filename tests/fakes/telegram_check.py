"""Checks a Bot API call against the machine-readable specification, and parses message HTML as
Telegram does. Stricter than Telegram in one way: a field that the specification does not know is an
error, not ignored."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from html.parser import HTMLParser
from typing import Any

from tests.fakes.compact_bot_api import COMPACT


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


INLINE_TAGS = _names(
    "b strong i em u ins s strike del code pre a span tg-spoiler tg-emoji tg-time blockquote"
)
RICH_TAGS = INLINE_TAGS | _names(
    "p h1 h2 h3 h4 h5 h6 ul ol li table caption tr th td details summary hr br footer aside cite mark sub sup"
    " tg-math tg-math-block"
)
_VOID = frozenset({"hr", "br"})
_ENTITY = re.compile(r"&(?!(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);)[a-zA-Z]+;")

RICH_CHARACTERS, RICH_BLOCKS, RICH_DEPTH, RICH_COLUMNS = 32_768, 500, 16, 20


class ApiError(Exception):
    """A refusal as the Bot API words it."""

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after


@cache
def specification() -> dict[str, Any]:
    """The compact Bot API."""
    loaded: dict[str, Any] = json.loads(COMPACT.read_text(encoding="utf-8"))
    return loaded


def check_call(method: str, form: Mapping[str, Any]) -> dict[str, Any]:
    """The decoded arguments of a call. Raises ApiError (404, 400) where the call is not valid."""
    fields = specification()["methods"].get(method)
    if fields is None:
        raise ApiError(404, "Not Found")
    arguments = {}
    for name, raw in form.items():
        if name not in fields:
            raise _bad(f"{method} has no parameter {name}")
        arguments[name] = _decode(raw, fields[name]["types"], name)
    for name, field in fields.items():
        if field["required"] and name not in arguments:
            raise _bad(f"parameter {name} is required")
        if name in arguments:
            _check_length(arguments[name], field, name)
    return arguments


def _decode(raw: Any, types: list[str], name: str) -> Any:
    """A form value is text: take it as the first of its types that fits."""
    if not isinstance(raw, str):
        if "InputFile" in types:
            return raw
        raise _bad(f"{name} must not be a file")
    for kind in sorted(types, key=lambda kind: kind == "String"):
        try:
            value = raw if kind in ("String", "InputFile") else json.loads(raw)
            _check_type(value, kind, name)
        except (ValueError, ApiError) as error:
            failure = error
        else:
            return value
    raise _bad(f"{name}: {failure}")


def _check_type(value: Any, kind: str, name: str) -> None:
    if kind.startswith("Array of "):
        if not isinstance(value, list):
            raise _bad(f"{name} must be an array")
        for number, item in enumerate(value):
            _check_type(item, kind.removeprefix("Array of "), f"{name}[{number}]")
        return
    primitive = {"Integer": int, "String": str, "Boolean": bool, "Float": (int, float), "InputFile": str}.get(
        kind
    )
    if primitive is not None:
        if not isinstance(value, primitive) or (kind == "Integer" and isinstance(value, bool)):  # type: ignore[arg-type]
            raise _bad(f"{name} must be of type {kind}")
        return
    _check_object(value, kind, name)


def _check_object(value: Any, kind: str, name: str) -> None:
    body = specification()["types"][kind]
    if body["subtypes"]:
        _check_any(value, body["subtypes"], name)
        return
    if not isinstance(value, dict):
        raise _bad(f"{name} must be an object of type {kind}")
    for key, item in value.items():
        if key not in body["fields"]:
            raise _bad(f"{kind} has no field {key}")
        _check_any(item, body["fields"][key]["types"], f"{name}.{key}")
        _check_length(item, body["fields"][key], f"{name}.{key}")
    for key, field in body["fields"].items():
        if field["required"] and key not in value:
            raise _bad(f"{name}.{key} is required")
    if kind == "InlineKeyboardButton" and len(value.keys() - {"text", "style", "icon_custom_emoji_id"}) != 1:
        raise _bad(f"{name}: exactly one action is allowed")


def _check_any(value: Any, kinds: list[str], name: str) -> None:
    problems = []
    for kind in kinds:
        try:
            _check_type(value, kind, name)
        except ApiError as error:
            problems.append(error.description)
        else:
            return
    raise _bad(f"{name} is none of {kinds}: {problems}")


def _check_length(value: Any, field: Mapping[str, Any], name: str) -> None:
    if "length" not in field or not isinstance(value, str):
        return
    least, most, unit, after_parsing = field["length"]
    if after_parsing:
        return
    size = len(value.encode()) if unit == "bytes" else _units(value)
    if not least <= size <= most:
        raise _bad(f"{name} must have {least}-{most} {unit}, has {size}")


def check_text(text: str, parse_mode: str | None, most: int) -> str:
    """The visible words of a message. Raises ApiError where its HTML is broken or it is too long."""
    visible = parse_html(text, INLINE_TAGS) if parse_mode == "HTML" else text
    if not visible.strip() and most == 4096:
        raise _bad("message text is empty")
    if _units(visible) > most:
        raise _bad("message is too long" if most == 4096 else "message caption is too long")
    return visible


def check_rich(html: str) -> str:
    """The visible words of a rich message within its limits."""
    if len(html) > RICH_CHARACTERS:
        raise _bad("rich message is too long")
    visible = parse_html(html, RICH_TAGS)
    if len(re.findall(r"<(?:p|h\d|li|table|details|blockquote)\b", html)) > RICH_BLOCKS:
        raise _bad("rich message has too many blocks")
    if any(len(re.findall(r"<t[hd]\b", row)) > RICH_COLUMNS for row in html.split("<tr>")):
        raise _bad("rich message table has too many columns")
    return visible


def parse_html(text: str, allowed: frozenset[str]) -> str:
    """The text without its tags; ApiError for what Telegram cannot parse."""
    if unknown := _ENTITY.search(text):
        raise _bad(f"can't parse entities: unknown entity {unknown.group()}")
    parser = _Strict(allowed)
    parser.feed(text)
    parser.close()
    if parser.open:
        raise _bad(f"can't parse entities: can't find end tag corresponding to start tag {parser.open[-1]}")
    return "".join(parser.words)


class _Strict(HTMLParser):
    def __init__(self, allowed: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.allowed = allowed
        self.open: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.allowed:
            raise _bad(f'can\'t parse entities: unsupported start tag "{tag}"')
        if tag == "blockquote" and "blockquote" in self.open:
            raise _bad("can't parse entities: nested blockquote")
        if {"code", "pre"} & set(self.open) and not (tag == "code" and self.open[-1] == "pre"):
            raise _bad("can't parse entities: code cannot hold other entities")
        if len(self.open) >= RICH_DEPTH:
            raise _bad("can't parse entities: nested too deep")
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            raise _bad(f'can\'t parse entities: unexpected end tag "{tag}"')
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def parse_comment(self, i: int, report: int = 1) -> int:
        raise _bad("can't parse entities: unsupported start tag")


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _bad(reason: str) -> ApiError:
    return ApiError(400, f"Bad Request: {reason}")
