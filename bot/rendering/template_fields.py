"""What stands in the marked fields of an officer's own template: the parts of a draft, its head, its figures.

A field is named as the officer would: `{{cơ quan}}`, `{{khó khăn, vướng mắc}}`, `{{số Tổ công nghệ số}}`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot import texts
from bot.assistant.draft import Draft
from bot.assistant.drafting.given import Given, named
from bot.assistant.drafting.slots import figure_slot
from bot.assistant.understanding import vocabulary
from bot.rendering.word_template import TemplateError, fields, fill
from knowledge.models import SectionType
from knowledge.vietnamese import fold

_HEAD: Mapping[str, Callable[[Draft], str]] = {
    "co quan": lambda draft: draft.own.committee,
    "co quan ban hanh": lambda draft: draft.own.committee,
    "don vi": lambda draft: draft.own.full_name,
    "ten don vi": lambda draft: draft.own.full_name,
    "dia danh": lambda draft: draft.own.name or texts.EACH_DATED,
    "loai van ban": lambda draft: draft.kind,
    "ten loai": lambda draft: draft.kind,
    "trich yeu": lambda draft: draft.subject or texts.SUBJECT_OPEN,
    "kinh gui": lambda draft: draft.addressee or texts.ADDRESSEE_OPEN,
    "noi nhan": lambda draft: draft.addressee or texts.ADDRESSEE_OPEN,
    "noi dung": lambda draft: "\n".join(_whole(draft)),
    "toan van": lambda draft: "\n".join(_whole(draft)),
}


def fill_template(template: bytes, draft: Draft) -> bytes:
    """The template with each field replaced from the draft; its other text stays as it is.

    Raises TemplateError that names the fields which neither a part, nor the head, nor an indicator means.
    """
    values = {name: _value(name, draft) for name in fields(template)}
    unknown = [name for name, value in values.items() if value is None]
    if not values:
        raise TemplateError(texts.TEMPLATE_WITHOUT_FIELDS)
    if unknown:
        listed = ", ".join(f"{{{{{name}}}}}" for name in unknown)
        raise TemplateError(texts.TEMPLATE_UNKNOWN_FIELDS.format(fields=listed))
    return fill(template, {name: value for name, value in values.items() if value is not None})


def _value(name: str, draft: Draft) -> str | None:
    folded = " ".join(fold(name).split())
    if folded in _HEAD:
        return _HEAD[folded](draft)
    figure = _figure(name, draft)
    parts = vocabulary.section_types(folded) or vocabulary.section_types(f"phan {folded}")
    if figure is None and parts:
        return "\n".join(_part(parts[0], draft)) or texts.DRAFT_TO_WRITE.format(title=name)
    return figure


def _figure(name: str, draft: Draft) -> str | None:
    """The officer's figure of that name; its open place where it is an indicator of the catalogue."""
    meant = named(name, 0.0, None)
    given = [figure for figure in draft.figures if _same(figure, meant)]
    if given:
        return max(given, key=lambda figure: figure.order).shown_with_unit
    return figure_slot(meant.name, meant.unit) if meant.code else None


def _same(figure: Given, meant: Given) -> bool:
    if figure.target != meant.target:
        return False
    return fold(figure.name) == fold(meant.name) or (meant.code is not None and figure.code == meant.code)


def _part(part: SectionType, draft: Draft) -> list[str]:
    return [read.text for own, said in draft.read() if own.type is part for read in said]


def _whole(draft: Draft) -> list[str]:
    lines = []
    for part, said in draft.read():
        lines += [part.title] if len(draft.parts) > 1 and part.type is not SectionType.OPENING else []
        lines += [read.text for read in said]
    return lines
