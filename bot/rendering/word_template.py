"""The officer's own .docx template with marked fields, filled; all other text stays as it is.

A field is a name in double braces, `{{khó khăn}}`, in the body, a table, a header or a footer. It takes the
letters of the place where it begins, even where Word has split it into several runs.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from knowledge.errors import AssistantError
from knowledge.vietnamese import nfc

_FIELD = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
_BRACES = re.compile(r"\{\{|\}\}")


class TemplateError(AssistantError):
    """The template cannot be filled; the message names the field or the file."""


class NoWordFile(TemplateError):
    """The file is no .docx."""


def fields(template: bytes) -> list[str]:
    """The names of a template's fields, in order. Raises TemplateError on a broken mark or no .docx."""
    found = [name for paragraph in _paragraphs(_open(template)) for name in _names(paragraph)]
    return list(dict.fromkeys(found))


def fill(template: bytes, values: Mapping[str, str]) -> bytes:
    """The template with each field replaced. A value of several lines becomes as many paragraphs where its
    field stands alone, one running text where it does not.

    Raises TemplateError that names the fields for which no value was given, and the values for which
    the template has no field.
    """
    given = {nfc(name): value for name, value in values.items()}
    wanted = fields(template)
    missing = [name for name in wanted if name not in given]
    unknown = [name for name in given if name not in wanted]
    if missing or unknown:
        faults = [f"chưa có nội dung cho trường {{{{{name}}}}}" for name in missing]
        faults += [f"mẫu không có trường {{{{{name}}}}}" for name in unknown]
        raise TemplateError("; ".join(faults))
    document = _open(template)
    for paragraph in list(_paragraphs(document)):
        _fill_paragraph(paragraph, given)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _open(template: bytes) -> Any:
    try:
        return Document(io.BytesIO(template))
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise NoWordFile("tệp mẫu không phải .docx; hãy lưu lại bằng Word ở định dạng .docx") from error


def _paragraphs(document: Any) -> Iterator[Any]:
    parts = [document.part, *(rel.target_part for rel in document.part.rels.values() if not rel.is_external)]
    for part in parts:
        if part is document.part or part.content_type.endswith(("header+xml", "footer+xml")):
            yield from part.element.iter(qn("w:p"))


def _names(paragraph: Any) -> list[str]:
    text = nfc("".join(node.text or "" for node in _texts(paragraph)))
    left = _FIELD.sub("", text)
    if _BRACES.search(left):
        raise TemplateError(f"trường viết dở dang trong mẫu: “{left.strip()[:80]}”")
    return [match[1] for match in _FIELD.finditer(text)]


def _texts(paragraph: Any) -> list[Any]:
    """The text nodes of a paragraph, without those of a text box inside it."""
    return [node for node in paragraph.iter(qn("w:t")) if next(node.iterancestors(qn("w:p"))) is paragraph]


def _fill_paragraph(paragraph: Any, values: Mapping[str, str]) -> None:
    alone = _FIELD.fullmatch(nfc("".join(node.text or "" for node in _texts(paragraph))).strip())
    if alone and "\n" in values[alone[1]]:
        for line in values[alone[1]].split("\n"):
            another = deepcopy(paragraph)
            paragraph.addprevious(another)
            _fill_in(another, {alone[1]: line})
        paragraph.getparent().remove(paragraph)
        return
    _fill_in(paragraph, {name: value.replace("\n", " ") for name, value in values.items()})


def _fill_in(paragraph: Any, values: Mapping[str, str]) -> None:
    nodes = _texts(paragraph)
    for node in nodes:
        node.text = nfc(node.text or "")
    text = "".join(node.text for node in nodes)
    for match in reversed(list(_FIELD.finditer(text))):
        _replace(nodes, match.start(), match.end(), values[match[1]])


def _replace(nodes: list[Any], start: int, end: int, value: str) -> None:
    at, put = 0, value
    for node in nodes:
        size = len(node.text)
        low, high = max(start - at, 0), min(end - at, size)
        if low < high:
            node.text = node.text[:low] + put + node.text[high:]
            node.set(qn("xml:space"), "preserve")
            put = ""
        at += size
