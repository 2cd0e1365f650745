"""A small real brain for tests of the chat: answers from a few facts about fictional communes, loads a
pretended folder, can stream and can be held up."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.assistant.models import (
    Action,
    Answer,
    Claim,
    ClaimStyle,
    Question,
    SourceRef,
    Status,
    Table,
)
from knowledge.errors import KnowledgeBaseError
from knowledge.models import FailedSource, TextQuality
from knowledge.vietnamese import fold, nfc

if TYPE_CHECKING:
    from bot.assistant.corpus import Corpus
    from bot.assistant.loading.forecast import Forecast
    from bot.assistant.loading.load_report import Change, LoadReport
    from bot.assistant.loading.workers import Progress
    from bot.assistant.tasks.deadlines import Due
    from knowledge.catalog import Extraction

_RESOLUTION = (
    "Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về đột phá phát triển khoa học, công nghệ, "
    "đổi mới sáng tạo và chuyển đổi số quốc gia"
)
_SOURCES = (
    SourceRef(
        document="bao-cao-minh-tan.docx",
        section="I",
        quote=f"Thực hiện {_RESOLUTION}",
        commune="phường Minh Tân",
    ),
    SourceRef(
        document="bao-cao-song-la.pdf",
        section="II.1",
        quote="ty le hò so truc tuyén dat trên 85%",
        commune="xã Sông La",
        page=3,
        ocr=True,
        readable="tỷ lệ hồ sơ trực tuyến đạt trên 85%",
    ),
)

_DAMAGED = FailedSource(name="hong.pdf", code="encrypted", reason="tệp có mật khẩu")


@dataclass
class ScriptedAssistant:
    """Answers by keyword. `hold` is waited for before each answer, when set."""

    asked: list[Question] = field(default_factory=list)
    hold: threading.Event | None = None
    generation: int = 1
    pending: Change | None = None
    scanned: int = 0
    looking: bool = False
    seconds: float = 1.5
    broken: bool = False
    folder: Path = Path("knowledge")
    commune: str = "phường Minh Tân"

    def warm_up(self) -> None:
        """Nothing to load."""

    def answer(self, question: Question) -> Answer:
        self.asked.append(question)
        if self.hold is not None:
            self.hold.wait()
        if self.broken:
            raise KnowledgeBaseError("chỉ mục hỏng")
        folded = fold(nfc(question.text))
        for word, make in _ANSWERS.items():
            if word in folded:
                return make(question)
        return Answer(
            status=Status.INSUFFICIENT,
            claims=(Claim(text=f"Kho chưa có thông tin về «{question.text}»."),),
        )

    def status(self) -> dict[str, Any]:
        document = {
            "document": "bao-cao-minh-tan.docx",
            "kind": "Báo cáo",
            "commune": self.commune,
            "issued_on": "2025-08-08",
            "chunks": 12,
            "text_quality": "tốt",
        }
        failed = [{"document": "hong.pdf", "reason": "tệp có mật khẩu"}]
        return {
            "documents": [document],
            "generation": f"g{self.generation}",
            "loaded_at": "2025-11-20T17:05:00+07:00",
            "failed": failed,
        }

    @property
    def corpus(self) -> Corpus:
        raise KnowledgeBaseError("kho trống")

    def examine(
        self, path: Path, name: str, still_wanted: Callable[[], object], base: Path | None = None
    ) -> tuple[Extraction | FailedSource, ...]:
        from bot.assistant.examine import examine

        return examine(path, name, still_wanted, base)

    def answer_from(self, base: Path, question: Question) -> Answer:
        from bot.assistant.ground import reference_symbols
        from bot.assistant.own_file import OwnFiles

        return OwnFiles().answer(base, question, reference_symbols())

    def deadlines(self, today: date) -> tuple[Due, ...]:
        from bot.assistant.tasks.deadlines import Due, next_date

        words = "trước ngày 05/12"
        content = "Báo cáo kết quả thực hiện Kế hoạch về Ủy ban nhân dân phường"
        due = next_date(words, today)
        return (
            Due(
                key="k1",
                document="ke-hoach-minh-tan.docx",
                commune="phường Minh Tân",
                content=content,
                words=words,
                due=due,
                recipient=None,
            ),
        )

    def preview_reload(self) -> Change:
        from bot.assistant.loading.load_report import Change

        return self.pending or Change((), (), 1, (), (), {})

    def foresee_reload(self, change: Change, tell: Callable[[Progress], None]) -> Forecast:
        from bot.assistant.loading.forecast import Forecast
        from bot.assistant.loading.workers import Progress

        self.looking = True
        total = len(change.added)
        for done in range(total):
            tell(Progress("looking", done, total))
            if self.hold is not None:
                self.hold.wait()
        failed = tuple(_DAMAGED for name in change.added if name == _DAMAGED.name)
        return Forecast(failed, self.scanned, total, total)

    def reload(self, progress: Callable[[Progress], None]) -> LoadReport:
        from bot.assistant.loading.load_report import LoadedDocument, LoadReport
        from bot.assistant.loading.workers import Progress

        change = self.preview_reload()
        for done, name in enumerate(change.added, 1):
            progress(Progress("reading", done, len(change.added), name))
            if self.hold is not None:
                self.hold.wait()
        progress(Progress("indexing", len(change.added), len(change.added)))
        self.generation += 1
        self.pending = None
        failed = (_DAMAGED,)
        quality = TextQuality(ocr=False, poor=False, diacritics=0.3, known_syllables=1.0)
        documents = tuple(
            LoadedDocument(name, change.state_of(name), 0, 7, 12, 0, 0, quality)
            for name in change.added
            if name != failed[0].name
        )
        return LoadReport(change, failed, 0, documents, (), f"g{self.generation}", self.seconds)

    def rollback(self) -> str:
        if self.generation == 1:
            raise KnowledgeBaseError("không có bản trước để quay lại")
        self.generation -= 1
        return f"g{self.generation}"


@dataclass
class StreamingScriptedAssistant(ScriptedAssistant):
    """Shows its answer claim by claim; `pace` is waited for between two."""

    pace: Callable[[], object] = lambda: None

    def stream(self, question: Question, on_answer: Callable[[Answer], None]) -> Answer:
        answer = self.answer(question)
        for count in range(1, len(answer.claims) + 1):
            on_answer(Answer(status=answer.status, claims=answer.claims[:count]))
            self.pace()
        return answer


def change(*added: str) -> Change:
    """A folder with these new files."""
    from bot.assistant.loading.load_report import Change
    from knowledge.snapshot import Holding

    held = tuple(Holding(name, name, 1, 1) for name in added)
    return Change(added, ("bao-cao-minh-tan.docx",), 3, (), held, {name: Path(name) for name in added})


def _resolution(_: Question) -> Answer:
    return Answer(
        status=Status.ANSWERED,
        claims=(
            Claim(text=_RESOLUTION, style=ClaimStyle.COPY, label="Lần đầu ghi đầy đủ", sources=(0,)),
            Claim(text="Nghị quyết số 57-NQ/TW", style=ClaimStyle.COPY, label="Các lần sau"),
        ),
        sources=_SOURCES[:1],
        instruments=("57-NQ/TW",),
        actions=(Action(label="Soạn phần căn cứ", question="Soạn phần căn cứ"),),
    )


def _figure(question: Question) -> Answer:
    return Answer(
        status=Status.ANSWERED,
        claims=(Claim(text="**Trên 85 %** hồ sơ trực tuyến (xã Sông La) – [kết quả]", sources=(1,)),),
        sources=_SOURCES,
        warnings=("Bản quét mất dấu, nên đối chiếu bản gốc.",),
    )


def _table(_: Question) -> Answer:
    return Answer(
        status=Status.ANSWERED,
        claims=(Claim(text="Hai mức đều là cận dưới nên không tính chênh lệch."),),
        table=Table(
            header=("Đơn vị", "Hồ sơ trực tuyến", "Nguồn"),
            rows=(("Sông La", "trên 85 %", "II.1"), ("Minh Tân", "không nêu", "–")),
        ),
        sources=_SOURCES,
    )


def _long(_: Question) -> Answer:
    text = "Đẩy mạnh tuyên truyền <chuyển đổi số> & hỗ trợ người dân nộp hồ sơ trực tuyến. "
    claims = tuple(Claim(text=f"{n}. {text * 4}", style=ClaimStyle.BULLET, sources=(0,)) for n in range(20))
    return Answer(status=Status.ANSWERED, claims=claims, sources=_SOURCES)


def _clarify(_: Question) -> Answer:
    return Answer(
        status=Status.CLARIFY,
        claims=(Claim(text="Anh/chị muốn hỏi về văn bản nào?"),),
        actions=(
            Action(label="Nghị quyết số 57-NQ/TW", question="Nghị quyết 57 ghi thế nào?"),
            Action(label="Hồ sơ trực tuyến", question="Hồ sơ trực tuyến đạt bao nhiêu?"),
        ),
    )


def _history(question: Question) -> Answer:
    return Answer(status=Status.ANSWERED, claims=(Claim(text=f"Trước đó: {list(question.history)}"),))


_ANSWERS: dict[str, Callable[[Question], Answer]] = {
    "tu lieu": _clarify,
    "57": _resolution,
    "so sanh": _table,
    "ho so": _figure,
    "truoc do": _history,
    "can cu": _resolution,
    "giai phap": _long,
    "soan": _figure,
}
