"""Small files of every format, made in code. Two that no library here can write lie in `files/`: LibreOffice
saved them from a document like `word_document()` and from `workbook()`. The communes are fictional."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from datetime import date
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image, ImageDraw, ImageFont

FILES = Path(__file__).parent / "files"
SENTENCE = "Toàn xã có 96,5% hộ dùng nước sạch; 12/12 thôn đạt chuẩn văn hóa."
TABLE = (
    ("STT", "Nội dung", "Chủ trì"),
    ("1", "Sửa kênh tưới thôn Đông", "Phòng Kinh tế"),
    ("2", "Vệ sinh đường làng", ""),
)
_W = nsdecls("w")


def saved(document: docx.document.Document) -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def word_document(*paragraphs: str) -> docx.document.Document:
    """A document in the layout of an official one, with a task table."""
    document = docx.Document()
    head = document.add_table(rows=1, cols=2).rows[0].cells
    head[0].text = "ỦY BAN NHÂN DÂN\nXÃ MAI KHÊ"
    head[0].add_paragraph("Số: 15/BC-UBND")
    head[1].text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    for paragraph in paragraphs or ("BÁO CÁO", SENTENCE):
        document.add_paragraph(paragraph)
    table = document.add_table(rows=0, cols=3)
    for row in TABLE:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return document


def with_xml(paragraph: docx.text.paragraph.Paragraph, xml: str) -> None:
    """Append WordprocessingML to a paragraph; `w:` is declared."""
    paragraph._p.append(parse_xml(xml.replace(">", f" {_W}>", 1)))


def bare_docx(body: str) -> bytes:
    """The smallest file that Word opens, around body XML. For tests that make many."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        'Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    document = f"<w:document {_W}><w:body>{body}</w:body></w:document>"
    return zipped({"[Content_Types].xml": types, "_rels/.rels": relations, "word/document.xml": document})


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


_ODF = "urn:oasis:names:tc:opendocument:xmlns:"


def open_text(manifest: str = "<m/>") -> bytes:
    """An OpenDocument text with a heading, a tracked deletion, a text box and a table of a merged cell."""
    names = " ".join(f'xmlns:{p}="{_ODF}{n}:1.0"' for p, n in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style"),
    ))  # fmt: skip
    content = f"""<office:document-content {names}><office:body><office:text>
<text:tracked-changes><text:changed-region><text:deletion><text:p>đã xóa</text:p></text:deletion>
</text:changed-region></text:tracked-changes>
<text:h>BÁO CÁO</text:h>
<text:list><text:list-item><text:p>Tỷ lệ<text:s/><text:span>hộ nghèo</text:span> 1,25%<draw:frame>
<draw:text-box><text:p>Trong khung</text:p></draw:text-box></draw:frame></text:p></text:list-item></text:list>
<table:table><table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned="2">
<text:p>Nội dung</text:p></table:table-cell><table:covered-table-cell/>
<table:table-cell><text:p>Chủ trì</text:p>
</table:table-cell></table:table-row></table:table-header-rows><table:table-row>
<table:table-cell><text:p>1</text:p>
</table:table-cell><table:table-cell><text:p>Sửa kênh</text:p><text:p>mương</text:p></table:table-cell>
<table:table-cell/></table:table-row></table:table></office:text></office:body></office:document-content>"""
    styles = f"<s {names}><style:header><text:p>Trang</text:p></style:header></s>"
    return zipped({
        "mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, "styles.xml": styles,
        "META-INF/manifest.xml": manifest,
    })  # fmt: skip


def web_page() -> str:
    """As Word saves it: numbers in conditional comments, empty paragraphs, a merged cell."""
    return """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta charset="utf-8"><title>Tên</title>
<style>p { margin: 0 }</style></head><body lang=VI><div class=WordSection1>
<p class=MsoNormal><b>ỦY BAN </b>NHÂN DÂN<br>
XÃ MAI KHÊ<o:p></o:p></p><p><![if !supportLists]>1.<span>&nbsp; </span><![endif]>Tỷ lệ <i>hộ</i> nghèo
giảm còn 1,25%</p><!-- ghi chú --><table border=1><tr><td colspan=2><p>Nội dung</p></td><td>Chủ trì</td></tr>
<tr><td>1</td><td><p>Sửa kênh</p><p>mương</p></td><td></td></tr></table><script>x()</script></div>
</body></html>"""


def mail(page: str, attached: bytes | None = None) -> bytes:
    """A mail whose text is a web page."""
    message = EmailMessage()
    message["From"], message["Subject"] = "xa@example.vn", "Báo cáo"
    message.set_content("xem bản HTML")
    message.add_alternative(page, subtype="html")
    if attached is not None:
        message.add_attachment(attached, maintype="application", subtype="pdf", filename="bao-cao.pdf")
    return bytes(message)


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Chỉ tiêu"
    sheet.append(["STT", "Chỉ tiêu", "Tỷ lệ", "Số tiền", "Ngày"])
    sheet.append([1, "Hồ sơ trực tuyến", 0.855, 1234567.5, date(2025, 12, 31)])
    sheet["C2"].number_format = "0.0%"
    sheet["D2"].number_format = '#,##0.00 "đồng"'
    hidden = book.create_sheet("Nháp")
    hidden["A1"] = "không đọc"
    hidden.sheet_state = "hidden"
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def rtf(body: str, fonts: str = r"{\f0\fnil\fcharset0 Times New Roman;}") -> bytes:
    """RTF around a body; letters beyond ASCII become escapes."""
    escaped = "".join(char if char.isascii() else f"\\u{ord(char)}?" for char in body)
    return f"{{\\rtf1\\ansi\\ansicpg1252\\uc1{{\\fonttbl{fonts}}}\n{escaped}}}".encode("ascii")


def pdf(lines: tuple[str, ...] = ("BAO CAO", "Ty le 96,5%"), extra: bytes = b"") -> bytes:
    """A PDF of one page in a built-in font (ASCII); `extra` goes into the trailer."""
    return _pdf(_drawn_text(lines), extra=extra)


def pdf_table() -> bytes:
    """A ruled table of three columns and rows between two lines of text; its second row spans two columns and
    has two lines in its last cell."""
    edges = (72, 110, 300, 520)
    levels = (700, 670, 620, 590)
    rules = [f"{edges[0]} {y} {edges[-1] - edges[0]} 0.7 re f" for y in levels]
    rules += [f"{x} {levels[-1]} 0.7 {levels[0] - levels[-1]} re f" for x in (edges[0], *edges[2:])]
    rules += [f"{edges[1]} {low} 0.7 {high - low} re f" for low, high in ((670, 700), (590, 620))]
    words = (
        (72, 720, "PHU LUC"), (80, 680, "STT"), (120, 680, "Noi dung"), (310, 680, "Chu tri"),
        (80, 650, "I Nhiem vu chung"), (310, 650, "Van phong"), (310, 630, "HDND"),
        (80, 600, "1"), (120, 600, "Trong 14 ha rung"), (72, 560, "Het."),
    )  # fmt: skip
    text = "".join(f"BT /F1 12 Tf {x} {y} Td ({word}) Tj ET " for x, y, word in words)
    return _pdf(f"{' '.join(rules)} {text}".encode())


def pdf_over_image(image: Image.Image, lines: tuple[str, ...]) -> bytes:
    """A page that is one image, with a few lines of text over it."""
    drawn = b"q 595 0 0 842 0 0 cm /Im1 Do Q " + _drawn_text(lines, top=60)
    jpeg = encoded(image.resize((1654, 2339)) if image.height > 2339 else _on_a4(image), "JPEG", quality=90)
    picture = (
        b"<< /Type /XObject /Subtype /Image /Width 1654 /Height 2339 /ColorSpace /DeviceGray "
        b"/BitsPerComponent 8 /Filter /DCTDecode /Length %d >>\nstream\n%s\nendstream" % (len(jpeg), jpeg)
    )
    return _pdf(drawn, picture)


def _on_a4(image: Image.Image) -> Image.Image:
    page = Image.new("L", (1654, 2339), 255)
    page.paste(image)
    return page


def _drawn_text(lines: tuple[str, ...], top: int = 720) -> bytes:
    return (
        f"BT /F1 14 Tf 72 {top} Td " + " ".join(f"({line}) Tj 0 -20 Td" for line in lines) + " ET"
    ).encode()


def _pdf(stream: bytes, picture: bytes = b"<< >>", extra: bytes = b"") -> bytes:
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> /XObject << /Im1 6 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        picture,
    )
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 7\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size 7 /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (extra, start)
    return bytes(out)


def drawn(lines: tuple[str, ...], *, size: int = 34) -> Image.Image:
    """A page of lines as a scanner at about 200 dpi sees it."""
    page = Image.new("L", (1654, 200 + len(lines) * size * 2), 255)
    return write(page, {(140, 100 + index * size * 2): line for index, line in enumerate(lines)}, size)


def write(page: Image.Image, words: Mapping[tuple[int, int], str], size: int = 34) -> Image.Image:
    """Draw words with their upper left corners at the given pixels."""
    from matplotlib import font_manager

    font = ImageFont.truetype(font_manager.findfont("DejaVu Serif"), size)
    pen = ImageDraw.Draw(page)
    for place, text in words.items():
        pen.text(place, text, fill=20, font=font)
    return page


def encoded(image: Image.Image, form: str = "PNG", **options: object) -> bytes:
    buffer = BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()
