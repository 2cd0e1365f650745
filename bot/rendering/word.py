"""A paper as a .docx in the layout of Decree 30/2020/NĐ-CP, by the rules of `word_rules.toml`.

Open slots `[… …]` are highlighted; sources become comments beside their sentences, or a last page.
"""

from __future__ import annotations

import io
from typing import Any, Literal

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Mm

from bot import texts
from bot.assistant.models import SourceRef
from bot.rendering import word_marks as marks
from bot.rendering.paper import Annex, Block, Paper
from bot.rendering.word_rules import part, rules, text_width

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"

Sources = Literal["comments", "appendix", "none"]


def report_document(paper: Paper, sources: Sources = "comments") -> bytes:
    """The .docx file of a report, plan or official dispatch."""
    doc = Document()
    marks.set_default_font(doc, rules()["font"]["name"], part("paragraph").size)
    _set_page(doc.sections[0])
    _heading(doc, paper)
    _title(doc, paper)
    _body(doc, paper.body, sources)
    _ending(doc, paper)
    for annex in paper.annexes:
        _annex(doc, annex)
    if sources == "appendix":
        _source_page(doc, paper.body)
    buffer = io.BytesIO()
    doc.save(buffer)
    return buffer.getvalue()


def _set_page(section: Any, *, landscape: bool = False) -> None:
    page = rules()["page"]
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    sides = (page["height"], page["width"]) if landscape else (page["width"], page["height"])
    section.page_width, section.page_height = map(Mm, sides)
    section.top_margin, section.bottom_margin = Mm(page["top"]), Mm(page["bottom"])
    section.left_margin, section.right_margin = Mm(page["left"]), Mm(page["right"])
    section.header_distance = Mm(page["number_from_top"])
    section.different_first_page_header_footer = True
    section.header.is_linked_to_previous = section.first_page_header.is_linked_to_previous = False
    number = section.header.paragraphs[0]
    marks.set_style(number, part("page_number"))
    marks.add_page_number(number, part("page_number"))
    marks.restart_numbering(section)


def _heading(doc: Any, paper: Paper) -> None:
    left, right = _two_columns(doc)
    if paper.superior:
        _line(left, paper.superior.upper(), "superior")
    for line in _unit_lines(paper.issuer):
        _line(left, line, "issuer")
    _rule(left, _unit_lines(paper.issuer)[-1], "issuer")
    _line(left, paper.symbol, "symbol")
    if paper.about:
        _line(left, paper.about, "about")
    if paper.draft:
        marks.add_frame(_line(left, texts.DRAFT_MARK, "draft_mark"))
    _line(right, COUNTRY, "country")
    _line(right, MOTTO, "motto")
    _rule(right, MOTTO, "motto")
    _line(right, paper.place_date, "place_date")


def _unit_lines(issuer: str) -> list[str]:
    """A People's Committee stands on two lines, its unit on the second."""
    body, _, unit = issuer.upper().partition("ỦY BAN NHÂN DÂN ")
    return [issuer.upper()] if body or not unit else ["ỦY BAN NHÂN DÂN", unit]


def _title(doc: Any, paper: Paper) -> None:
    if paper.kind:
        _line(doc, paper.kind.upper(), "kind")
        _line(doc, paper.subject, "subject")
        _rule(doc, paper.subject, "subject", widest=_text_width_of_page())
    if len(paper.addressees) == 1:
        _line(doc, texts.ADDRESSED.format(name=paper.addressees[0]), "addressee")
    elif paper.addressees:
        _line(doc, texts.ADDRESSED.format(name=""), "addressee")
        for name, end in _ended(paper.addressees):
            _line(doc, f"- {name}{end}", "addressee")


def _body(doc: Any, blocks: tuple[Block, ...], sources: Sources) -> None:
    numbers = _numbered(blocks)
    for block in blocks:
        paragraph = doc.add_paragraph()
        rule = part(block.style.value)
        marks.set_style(paragraph, rule)
        for at, sentence in enumerate(block.sentences):
            text = (" " if at else "") + sentence.text
            runs = marks.add_text(paragraph, text, rule)
            if (sentence.sources or sentence.notes) and sources == "comments":
                notes = "\n".join((*map(_note, sentence.sources), *sentence.notes))
                doc.add_comment(runs, text=notes, author=texts.COMMENT_AUTHOR, initials="TL")
            elif sentence.sources and sources == "appendix":
                shown = ", ".join(str(numbers[source]) for source in dict.fromkeys(sentence.sources))
                marks.add_superscript(paragraph, f"[{shown}]", rule)


def _ending(doc: Any, paper: Paper) -> None:
    left, right = _two_columns(doc)
    _line(left, texts.RECIPIENTS, "recipients_title")
    for name, end in _ended(paper.recipients):
        _line(left, f"- {name}{end}", "recipient")
    for line in paper.authority:
        _line(right, line.upper(), "authority")
    for _ in range(3):  # room for signature and seal
        _line(right, "", "authority")
    _line(right, paper.signer or texts.SIGNER_OPEN, "signer")


def _annex(doc: Any, annex: Annex) -> None:
    section = doc.add_section(WD_SECTION.NEW_PAGE)
    _set_page(section, landscape=True)
    _line(doc, annex.label, "annex_label")
    _line(doc, annex.title.upper(), "annex_title")
    if annex.attached:
        _line(doc, annex.attached, "annex_attached")
    table = doc.add_table(rows=1 + len(annex.rows), cols=len(annex.columns), style="Table Grid")
    page = rules()["page"]
    marks.set_widths(
        table, [(page["height"] - page["left"] - page["right"]) * w / sum(annex.widths) for w in annex.widths]
    )
    for at, (cells_of, row) in enumerate(zip(table.rows, (annex.columns, *annex.rows), strict=True)):
        marks.keep_whole(cells_of, repeated=at == 0)
        cells = list(cells_of.cells)
        if len(row) == 1:
            cells = [cells[0].merge(cells[-1])]
        name = "table_head" if at == 0 or len(row) == 1 else "table_cell"
        for cell, text in zip(cells, row, strict=True):
            _line(cell, text, name)


def _source_page(doc: Any, blocks: tuple[Block, ...]) -> None:
    _set_page(doc.add_section(WD_SECTION.NEW_PAGE))
    _line(doc, texts.SOURCE_PAGE.upper(), "annex_title")
    for source, number in _numbered(blocks).items():
        _line(doc, f"[{number}] {_note(source)}", "table_cell")
    for note in dict.fromkeys(n for block in blocks for sentence in block.sentences for n in sentence.notes):
        _line(doc, note, "table_cell")


def _numbered(blocks: tuple[Block, ...]) -> dict[SourceRef, int]:
    found = dict.fromkeys(
        source for block in blocks for sentence in block.sentences for source in sentence.sources
    )
    return {source: number for number, source in enumerate(found, 1)}


def _note(source: SourceRef) -> str:
    place = ", ".join(filter(None, (source.commune, source.document, source.section)))
    return f"{place}: «{source.quote}»"


def _ended(lines: tuple[str, ...]) -> list[tuple[str, str]]:
    """Each line with what ends it: a semicolon, the last a full stop (Appendix I, part II, 9)."""
    bare = [line.rstrip(" .;,") for line in lines]
    return [(line, "." if at == len(bare) - 1 else ";") for at, line in enumerate(bare)]


def _two_columns(doc: Any) -> tuple[Any, Any]:
    table = doc.add_table(rows=1, cols=2)
    widths = rules()["heading_table"]
    marks.set_widths(table, [widths["left"], widths["right"]])
    marks.set_padding(table, 0)
    marks.keep_whole(table.rows[0])
    left, right = table.rows[0].cells
    return left, right


def _text_width_of_page() -> float:
    page = rules()["page"]
    return float(page["width"] - page["left"] - page["right"])


def _line(place: Any, text: str, name: str) -> Any:
    paragraph = marks.next_paragraph(place)
    marks.set_style(paragraph, part(name))
    marks.add_text(paragraph, text, part(name))
    return paragraph


def _rule(place: Any, text: str, name: str, widest: float | None = None) -> None:
    """The line below a part, as long as its rule says, centred in its column or page."""
    rule = part(name)
    length = text_width(text, rule.size)
    if widest is not None:
        length = min(length, widest)
    room = marks.width_of(place) or _text_width_of_page()
    marks.add_rule(marks.next_paragraph(place), length * (rule.rule or 0), room)
