"""Text with a way back to its source.

Every step that changes a text for reading (joining wrapped lines, mending broken syllables, repairing
OCR) produces a `TextView`: the changed text plus, segment by segment, where each part stands in the
source. Facts are found in the view; quotes are always cut from the source.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple


class Segment(NamedTuple):
    """`view[start:end]` stands for `source[source_start:source_end]`.

    Of equal length the two run character by character; of different length (a mended word) they
    only correspond as wholes.
    """

    start: int
    end: int
    source_start: int
    source_end: int


class Edit(NamedTuple):
    """A change to a text: `text[start:end]` becomes `replacement`."""

    start: int
    end: int
    replacement: str


@dataclass(frozen=True)
class TextView:
    """A readable text and its correspondence with the source, in order and without overlaps."""

    source: str
    text: str
    segments: tuple[Segment, ...]

    @classmethod
    def identity(cls, source: str) -> TextView:
        """The source as it stands."""
        return cls(source, source, (Segment(0, len(source), 0, len(source)),) if source else ())

    @classmethod
    def build(cls, source: str, pieces: Iterable[tuple[str, int, int]]) -> TextView:
        """From `(text, source_start, source_end)` pieces in order.

        A piece that stands nowhere in the source (a space between joined lines) has an empty
        source span at the place where it was put.
        """
        parts: list[str] = []
        segments: list[Segment] = []
        at = 0
        for piece, source_start, source_end in pieces:
            if not piece:
                continue
            last = segments[-1] if segments else None
            plain = len(piece) == source_end - source_start
            if (
                last is not None
                and plain
                and last.source_end == source_start
                and last.end - last.start == last.source_end - last.source_start
            ):
                segments[-1] = last._replace(end=at + len(piece), source_end=source_end)
            else:
                segments.append(Segment(at, at + len(piece), source_start, source_end))
            parts.append(piece)
            at += len(piece)
        return cls(source, "".join(parts), tuple(segments))

    @classmethod
    def from_runs(cls, source: str, text: str, runs: Sequence[Sequence[int]]) -> TextView:
        """The inverse of `runs()`, as stored in the catalog."""
        same = source if text == source else text
        return cls(source, same, tuple(Segment(*run) for run in runs))

    def edited(self, edits: Iterable[Edit]) -> TextView:
        """This view with `text[start:end]` replaced by `replacement` for each edit, in order and without
        overlaps. An edit of no length inserts; an empty replacement leaves out."""
        pieces: list[tuple[str, int, int]] = []
        at = 0
        for edit in edits:
            if edit.start < at:
                raise ValueError(f"edits overlap at {edit.start}")
            pieces += self._pieces(at, edit.start)
            if edit.replacement and edit.start < edit.end:
                pieces.append((edit.replacement, *self.source_span(edit.start, edit.end)))
            elif edit.replacement:
                inside = edit.start < len(self.text)
                place = self.source_span(edit.start, edit.start + 1)[0] if inside else len(self.source)
                pieces.append((edit.replacement, place, place))
            at = edit.end
        pieces += self._pieces(at, len(self.text))
        return TextView.build(self.source, pieces)

    def _pieces(self, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        """`text[start:end]` cut at segment borders, as `build` takes it."""
        for index in range(max(bisect_right(self._starts, start) - 1, 0), len(self.segments)):
            segment = self.segments[index]
            if segment.start >= end:
                break
            low, high = max(segment.start, start), min(segment.end, end)
            if low < high:
                exact = segment.end - segment.start == segment.source_end - segment.source_start
                shift = segment.source_start - segment.start
                span = (low + shift, high + shift) if exact else (segment.source_start, segment.source_end)
                yield self.text[low:high], *span

    def runs(self) -> list[list[int]]:
        """The segments as plain lists, for storage."""
        return [list(segment) for segment in self.segments]

    @cached_property
    def _starts(self) -> list[int]:
        return [segment.start for segment in self.segments]

    @cached_property
    def _source_starts(self) -> list[int]:
        return [segment.source_start for segment in self.segments]

    def _segment_at(self, position: int) -> Segment:
        return self.segments[max(bisect_right(self._starts, position) - 1, 0)]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` stands in the source (`start < end`)."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"span {start}:{end} is outside a text of {len(self.text)} characters")
        first, last = self._segment_at(start), self._segment_at(end - 1)
        return _into(first, start), _into(last, end - 1, after=True)

    def quote(self, start: int, end: int) -> str:
        """The source words behind `text[start:end]`, white space folded to single spaces.

        Where something was cut out between them (a page number, a stray header block) the pieces
        are joined by " … ".
        """
        if not self.text[start:end].strip():
            return ""
        source_start, source_end = self.source_span(start, end)
        pieces: list[str] = []
        at = source_start
        for index in range(max(bisect_right(self._starts, start) - 1, 0), len(self.segments)):
            segment = self.segments[index]
            if segment.start >= end:
                break
            low = max(segment.source_start, source_start)
            if segment.source_end <= segment.source_start:
                continue
            if self.source[at:low].strip():
                pieces.append(self.source[source_start:at])
                source_start = low
            at = max(at, min(segment.source_end, source_end))
        pieces.append(self.source[source_start:source_end])
        return " … ".join(" ".join(piece.split()) for piece in pieces if piece.strip())

    def locate(self, source_start: int, source_end: int) -> tuple[int, int] | None:
        """The view span that covers a source span, or None where the view left it out."""
        index = max(bisect_right(self._source_starts, source_start) - 1, 0)
        start: int | None = None
        end = 0
        for segment in self.segments[index:]:
            if segment.source_start >= source_end:
                break
            low, high = max(segment.source_start, source_start), min(segment.source_end, source_end)
            if low >= high:
                continue
            exact = segment.end - segment.start == segment.source_end - segment.source_start
            if start is None:
                start = segment.start + (low - segment.source_start if exact else 0)
            end = segment.end - (segment.source_end - high if exact else 0)
        return None if start is None else (start, end)


def _into(segment: Segment, position: int, *, after: bool = False) -> int:
    if segment.end - segment.start == segment.source_end - segment.source_start:
        return segment.source_start + position - segment.start + (1 if after else 0)
    return segment.source_end if after else segment.source_start
