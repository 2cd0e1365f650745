"""A reviewed Word file as a picture for the docs, its comments drawn beside the page:

python -m tests.bot.review_picture        writes docs/pictures/review.png anew (needs LibreOffice)
"""

from __future__ import annotations

import ctypes
import subprocess
import tempfile
import textwrap
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib
import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from bot.assistant.review import review
from bot.rendering.comments import commented
from knowledge.ingest import extract_file
from knowledge.models import FailedSource
from knowledge.sample_corpus import manuscript, word
from tests import sample

OUT = Path(__file__).parents[2] / "docs" / "pictures" / "review.png"
SOURCE = Path(__file__).parents[1] / "clean_documents" / "bao-cao-dat-dai-xa-truong-nhue.md"
DEFECTS = (
    ("số 71/NQ-CP", "số 71-NQ/CP"),
    ("quốc gia, Ủy ban", "quốc gia trong tình hình mới, Ủy ban"),
    ("Công an xã", "Công an phường"),
    ("đạt 95,9%", "đạt 98,9%"),
    ("- Trả 17 hồ sơ", "- Phấn đấu đến năm 2030 số hóa 100% hồ sơ.\n- Trả … hồ sơ"),
    ("- Thực hiện 7/9", "- Đề nghị UBND huyện bổ xung kế hoạch.\n- Thực hiện 7/9"),
)
"""What is wrong in the picture: right words, wrong words."""
SCALE, MARGIN, FONT, LEADING = 1.5, 640, 15, 19
PAPER, NOTE, LINE, INK = "#ffffff", "#fdf3d1", "#c9a227", "#1c1c1e"


class Note(NamedTuple):
    """A comment: where its mark stands on the page, in pixels, and what it says."""

    x: float
    y: float
    text: str


def main() -> None:
    """Write the file, comment it, render its first page, draw the notes."""
    with tempfile.TemporaryDirectory() as folder:
        pdf = _rendered(_reviewed(Path(folder)))
        page = pypdfium2.PdfDocument(pdf)[0]
        picture = page.render(scale=SCALE, may_draw_forms=False, draw_annots=False).to_pil().convert("RGB")
        notes = sorted(_notes(page, picture.height), key=lambda note: (note.y, note.x))
    _drawn(picture, notes).save(OUT, optimize=True)


def _reviewed(folder: Path) -> Path:
    text = SOURCE.read_text(encoding="utf-8")
    for right, wrong in DEFECTS:
        text = text.replace(right, wrong, 1)
    written, path = folder / "bao-cao.md", folder / "bao-cao.docx"
    written.write_text(text, encoding="utf-8")
    path.write_bytes(word.document(manuscript.read(written)))
    extraction = next(iter(extract_file(path, path.name)))
    assert not isinstance(extraction, FailedSource)
    found = review(extraction, sample.load(folder / "data").corpus, path.read_bytes())
    path.write_bytes(commented(path.read_bytes(), found)[0])
    return path


def _rendered(path: Path) -> Path:
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(path.parent), str(path)]
    options = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'
    command[command.index("pdf")] = options
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return path.with_suffix(".pdf")


def _notes(page: Any, height: int) -> list[Note]:
    raw = pypdfium2.raw
    found = []
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        place = raw.FS_RECTF()
        raw.FPDFAnnot_GetRect(annotation, place)
        size = raw.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0)
        buffer = ctypes.create_string_buffer(size)
        pointer = ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR))
        raw.FPDFAnnot_GetStringValue(annotation, b"Contents", pointer, size)
        text = buffer.raw.decode("utf-16-le").rstrip("\0")
        if text:
            found.append(Note(place.left * SCALE, height - place.top * SCALE + 12, text))
    return found


def _drawn(page: Image.Image, notes: list[Note]) -> Image.Image:
    """The page with a numbered mark at each note and the notes in a column beside it."""
    fonts = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    font = ImageFont.truetype(str(fonts / "DejaVuSans.ttf"), FONT)
    whole = Image.new("RGB", (page.width + MARGIN, page.height), PAPER)
    whole.paste(page)
    draw = ImageDraw.Draw(whole)
    top = 12
    for number, note in enumerate(notes, 1):
        lines = [part for line in note.text.split("\n")[:2] for part in textwrap.wrap(line, 66)]
        height = LEADING * len(lines) + 14
        left = page.width + 24
        draw.rounded_rectangle((left, top, left + MARGIN - 36, top + height), 6, fill=NOTE, outline=LINE)
        for row, line in enumerate(lines):
            words = f"{number}. {line}" if row == 0 else line
            draw.text((left + 10, top + 6 + row * LEADING), words, font=font, fill=INK)
        draw.ellipse((note.x - 10, note.y - 10, note.x + 12, note.y + 12), fill=LINE)
        draw.text((note.x + 1, note.y + 1), str(number), font=font, fill=PAPER, anchor="mm")
        top += height + 10
    return whole.crop((0, 0, whole.width, max(top, page.height)))


if __name__ == "__main__":
    main()
