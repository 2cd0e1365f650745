"""An officer's template keeps its own text; its marked fields are filled or named."""

from __future__ import annotations

import io
from typing import Any

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rendering.word_template import TemplateError, fields, fill


def template(*runs: str, table: str = "", header: str = "") -> bytes:
    doc = Document()
    paragraph = doc.add_paragraph()
    for number, text in enumerate(runs):
        paragraph.add_run(text).bold = number % 2 == 0
    if table:
        doc.add_table(rows=1, cols=1).cell(0, 0).text = table
    if header:
        doc.sections[0].header.paragraphs[0].text = header
    return saved(doc)


def saved(doc: Any) -> bytes:
    buffer = io.BytesIO()
    doc.save(buffer)
    return buffer.getvalue()


def body(docx: bytes) -> str:
    return str(Document(io.BytesIO(docx)).paragraphs[0].text)


def test_fills_body_table_and_header() -> None:
    docx = template("Kính gửi {{nơi nhận}}.", table="Số tổ: {{ số tổ }}", header="{{đơn vị}}")
    assert fields(docx) == ["nơi nhận", "số tổ", "đơn vị"]
    filled = Document(
        io.BytesIO(fill(docx, {"nơi nhận": "Sở Nội vụ", "số tổ": "12", "đơn vị": "xã Mai Khê"}))
    )
    assert filled.paragraphs[0].text == "Kính gửi Sở Nội vụ."
    assert filled.tables[0].cell(0, 0).text == "Số tổ: 12"
    assert filled.sections[0].header.paragraphs[0].text == "xã Mai Khê"


def test_a_field_split_over_runs_takes_the_letters_where_it_begins() -> None:
    filled = fill(template("Đạt {", "{tỷ", " lệ}", "} và {{số}}."), {"tỷ lệ": "95%", "số": "3"})
    assert body(filled) == "Đạt 95% và 3."
    runs = Document(io.BytesIO(filled)).paragraphs[0].runs
    assert runs[0].text == "Đạt 95%" and runs[0].bold


def test_names_are_the_same_in_either_unicode_form() -> None:
    decomposed = "{{khó khăn}}".encode().decode()
    import unicodedata

    docx = template(unicodedata.normalize("NFD", decomposed))
    assert body(fill(docx, {"khó khăn": "Thiếu người."})) == "Thiếu người."


def test_a_value_that_looks_like_a_field_is_text() -> None:
    assert body(fill(template("{{a}} {{b}}"), {"a": "{{b}}", "b": "2"})) == "{{b}} 2"


@pytest.mark.parametrize(
    ("docx", "values", "complaint"),
    [
        (template("{{a}} {{b}}"), {"a": "1"}, "chưa có nội dung cho trường {{b}}"),
        (template("{{a}}"), {"a": "1", "c": "2"}, "mẫu không có trường {{c}}"),
        (template("{{a và hết"), {}, "trường viết dở dang"),
        (b"PK not a docx", {}, "không phải .docx"),
    ],
)
def test_names_what_is_wrong(docx: bytes, values: dict[str, str], complaint: str) -> None:
    with pytest.raises(TemplateError, match=complaint.replace("{", r"\{").replace("}", r"\}")):
        fill(docx, values)


words = st.text(alphabet="abđêố ,.", max_size=12)


@settings(max_examples=40, deadline=None)
@given(st.lists(words, min_size=1, max_size=5), words.filter(str.strip))
def test_other_text_is_untouched(pieces: list[str], value: str) -> None:
    docx = template(*("{{x}}".join(pieces)), " ")
    expected = value.join(pieces) + " "
    values = {"x": value} if len(pieces) > 1 else {}
    assert body(fill(docx, values)) == expected
