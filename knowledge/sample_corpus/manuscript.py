"""The sample documents as they are written by hand, before they are typeset.

A manuscript is TOML front matter between `+++` lines (who issues what to whom, the annex) and a body
of one block a line: `# ` a numbered part, `## ` a numbered item with a title, `= ` a stray line that
belongs to no paragraph (a page number), anything else a paragraph. Planted defects stand in the text.
"""

from __future__ import annotations

import tomllib
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


class BlockKind(StrEnum):
    """What a line of the body is; the value is its mark in the manuscript."""

    ITEM = "## "
    PART = "# "
    STRAY = "= "
    PARAGRAPH = ""


class Annex(BaseModel):
    """A task table; a row of fewer cells than columns heads a group."""

    model_config = ConfigDict(extra="forbid")

    label: str
    title: str
    attached: str
    columns: list[str]
    rows: list[list[str]]


class Manuscript(BaseModel):
    """One document, ready to be typeset as `format` says."""

    model_config = ConfigDict(extra="forbid")

    name: str
    format: str
    issuer: list[str]
    symbol: str
    place_date: str
    about: str = ""
    kind: str = ""
    subject: str = ""
    addressee: str = ""
    recipients: list[str]
    signature: list[str]
    trailer: list[str] = []
    stray_header: bool = False
    annex: Annex | None = None
    blocks: list[tuple[BlockKind, str]]


def read(path: Path) -> Manuscript:
    """Parse one manuscript; pydantic names a wrong or missing field."""
    _, front, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    blocks = [_block(line) for line in body.splitlines() if line.strip()]
    return Manuscript(name=path.stem, blocks=blocks, **tomllib.loads(front))


def _block(line: str) -> tuple[BlockKind, str]:
    kind = next(kind for kind in BlockKind if line.startswith(kind.value))
    return kind, line.removeprefix(kind.value)
