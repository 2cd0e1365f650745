"""An administrative document as data, before it is set in Word."""

from __future__ import annotations

from enum import StrEnum

from pydantic import model_validator

from bot.assistant.models import SourceRef
from knowledge.models import Fact


class BlockStyle(StrEnum):
    """How a block of the body is set; the names are those of word_rules.toml."""

    BASIS = "basis"
    HEADING = "heading"
    ITEM = "item"
    PARAGRAPH = "paragraph"


class Sentence(Fact):
    """A piece of running text, the words it stands on, and notes on the numbers that the officer gave or
    that were reckoned."""

    text: str
    sources: tuple[SourceRef, ...] = ()
    notes: tuple[str, ...] = ()


class Block(Fact):
    """One paragraph of the body. Numbering ("I.", "1.", "a)", "-") stands in its text."""

    style: BlockStyle
    sentences: tuple[Sentence, ...]

    @classmethod
    def of(cls, style: BlockStyle, text: str, *sources: SourceRef) -> Block:
        """A block of one sentence."""
        return cls(style=style, sentences=(Sentence(text=text, sources=sources),))

    @property
    def text(self) -> str:
        """The whole paragraph."""
        return " ".join(sentence.text for sentence in self.sentences)


class Annex(Fact):
    """A landscape table. A row of one cell heads a group and spans the table; `widths` are shares."""

    label: str
    title: str
    attached: str = ""
    columns: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]

    @model_validator(mode="after")
    def _fits(self) -> Annex:
        if len(self.widths) != len(self.columns):
            raise ValueError(f"{len(self.columns)} columns but {len(self.widths)} widths")
        for row in self.rows:
            if len(row) not in (1, len(self.columns)):
                raise ValueError(f"a row of {len(row)} cells in a table of {len(self.columns)}: {row}")
        return self


class Paper(Fact):
    """A report, plan or official dispatch (`kind` empty, `about` set).

    `symbol` and `place_date` keep number and day open in a draft; `signature` is the block below the
    body, authority lines first, the signer's name last.
    """

    issuer: str
    superior: str = ""
    symbol: str
    place_date: str
    kind: str = ""
    subject: str = ""
    about: str = ""
    addressees: tuple[str, ...] = ()
    body: tuple[Block, ...]
    recipients: tuple[str, ...] = ()
    authority: tuple[str, ...] = ()
    signer: str = ""
    annexes: tuple[Annex, ...] = ()
    draft: bool = True
