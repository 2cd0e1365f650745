"""One update being answered: what came in, who wrote it, what is available, and the replies so far."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from bot.assistant.models import Answer, Question
from bot.rendering.message import rich_html, telegram_html
from bot.rendering.pieces import text_html
from bot.store.conversations import Conversations
from bot.store.drafts import DraftRecord, KeptDrafts, UsersDrafts
from bot.store.journal import Journal, Received, TurnRecord
from bot.store.people import People, Person
from bot.store.reminders import Reminders
from bot.store.uploads import Uploads
from bot.telegram.incoming import Incoming, SentFile
from bot.telegram.outgoing import Attachment, Button, Message

if TYPE_CHECKING:
    from datetime import date

    from bot.assistant.corpus import Corpus
    from bot.assistant.loading.forecast import Forecast
    from bot.assistant.loading.load_report import Change, LoadReport
    from bot.assistant.loading.workers import Progress
    from bot.assistant.tasks.deadlines import Due
    from knowledge.catalog import Extraction
    from knowledge.models import FailedSource

Rows = Sequence[Sequence[Button]]


class Assistant(Protocol):
    """The brain as the chat sees it. All calls block and are made from worker threads."""

    @property
    def folder(self) -> Path:
        """The knowledge folder."""

    @property
    def corpus(self) -> Corpus:
        """What is loaded, for files made from it."""

    def warm_up(self) -> None:
        """Load what every answer needs, so that the first one does not wait for it."""

    def answer(self, question: Question) -> Answer:
        """Answer one question."""

    def status(self) -> dict[str, Any]:
        """The JSON of `baocao status`: documents, generation, loaded_at, failed."""

    def deadlines(self, today: date) -> tuple[Due, ...]:
        """Reporting deadlines of the corpus that are not past, the next one first."""

    def examine(
        self, path: Path, name: str, still_wanted: Callable[[], object], base: Path | None = None
    ) -> tuple[Extraction | FailedSource, ...]:
        """What a file holds; `still_wanted` may raise to stop. With `base` (a directory) it can then be asked
        about there. Raises ReadingError."""

    def answer_from(self, base: Path, question: Question) -> Answer:
        """Answer one question from a file that was examined into `base`, and from nothing else."""

    def preview_reload(self) -> Change:
        """What a load of the knowledge folder would change."""

    def foresee_reload(self, change: Change, tell: Callable[[Progress], None]) -> Forecast:
        """What that load would fail at and recognise; `tell` may raise to stop the looking."""

    def reload(self, progress: Callable[[Progress], None]) -> LoadReport:
        """Load the knowledge folder; an exception raised by `progress` abandons the load."""

    def rollback(self) -> str:
        """Return to the previous generation and name it."""


@runtime_checkable
class StreamingAssistant(Protocol):
    """A brain that shows its answer while it grows."""

    def stream(self, question: Question, on_answer: Callable[[Answer], None]) -> Answer:
        """Answer; `on_answer` is given what stands already and may raise to stop."""


class Cancelled(Exception):
    """The user does not want the answer any more."""


@dataclass(frozen=True)
class TelegramSettings:
    """How the bot runs. Times in seconds, sizes in bytes."""

    token: str = field(repr=False)
    data: Path = Path("data")
    admins: frozenset[int] = frozenset()
    api_url: str | None = None
    proxy: str | None = None
    webhook_url: str | None = None
    webhook_listen: str = "127.0.0.1"
    webhook_port: int = 8080
    webhook_secret: str | None = field(default=None, repr=False)
    reload_at: time | None = None
    watch_seconds: float | None = None
    workers: int = 4
    questions_per_minute: int = 20
    questions_per_day: int = 300
    messages_per_second: float = 30
    history_turns: int = 40
    history_window: float = 12 * 3600
    late_after: float = 300
    too_late_after: float = 24 * 3600
    invitation_lifetime: float = 7 * 86_400
    upload_lifetime: float = 7 * 86_400
    retention: float = 180 * 86_400
    retry_pause: float = 1.0
    rich_messages: bool = True
    model: str | None = None
    poll_timeout: float = 30
    read_timeout: float = 30


@dataclass
class Store:
    """Everything that is remembered between updates."""

    people: People
    journal: Journal
    conversations: Conversations
    reminders: Reminders
    uploads: Uploads
    drafts: KeptDrafts


@dataclass
class Desk:
    """What every handler may use."""

    settings: TelegramSettings
    assistant: Assistant
    store: Store
    clock: Callable[[], float]
    bot_name: str
    cancel: Callable[[str], int]
    fetch: Callable[[SentFile], bytes]
    reloading: threading.Lock = field(default_factory=threading.Lock)


@dataclass
class Turn:
    """The replies to one update are collected here and stored together when the handler is done. `lane` is
    the one it is answered in, which can be stopped."""

    incoming: Incoming
    person: Person | None
    desk: Desk
    received: Received
    preview: Callable[[str, Message | None], None]
    cancelled: threading.Event
    lane: str
    replies: list[Message] = field(default_factory=list)
    toast: str | None = None
    record: TurnRecord | None = None
    draft: DraftRecord | None = None
    failed: bool = False

    def drafts(self) -> UsersDrafts:
        """The drafts that the sender keeps in this chat."""
        return self.desk.store.drafts.of(
            self.incoming.user_id, self.incoming.chat_id, window=self.desk.settings.history_window
        )

    def still_wanted(self) -> None:
        """Raises Cancelled where the user does not want an answer any more."""
        if self.cancelled.is_set():
            raise Cancelled

    def show(self, answer: Answer) -> None:
        """Show the answer as far as it goes. Raises Cancelled where the user does not want it any more."""
        self.still_wanted()
        self.preview(telegram_html(answer)[0], None)

    def progress(self, text: str, rows: Rows) -> None:
        """Show how far long work is, in a message with buttons. Raises Cancelled like `show`."""
        self.still_wanted()
        message = Message(chat_id=self.incoming.chat_id, pieces=text_html(text), rows=self._owned(rows, None))
        self.preview(message.pieces[0], message)

    def menu(self, user_id: int, commands: Sequence[str]) -> None:
        """Set the command menu in a user's private chat; none takes it away."""
        self.replies.append(Message(chat_id=user_id, pieces=(), menu=tuple(commands)))

    def say(self, text: str, rows: Rows = (), *, to: int | None = None, edit: int | None = None) -> None:
        """Reply in words of ours (`**bold**`, `` `code` ``), here or in the chat `to`."""
        self.replies.append(
            Message(
                chat_id=self.incoming.chat_id if to is None else to,
                pieces=text_html(text),
                rows=self._owned(rows, to),
                reply_to=self._reply_to() if to is None else None,
                edit=edit,
            )
        )

    def give(self, answer: Answer, rows: Rows = (), *, preface: str | None = None) -> None:
        """Reply with an answer. A table or a long text goes as a rich message where Telegram takes it."""
        pieces = telegram_html(answer)
        rich = rich_html(answer) if answer.table is not None or len(pieces) > 1 else None
        if preface:
            self.say(preface)
        self.replies.append(
            Message(
                chat_id=self.incoming.chat_id,
                pieces=pieces,
                rich=rich,
                rows=self._owned(rows, None),
                reply_to=self._reply_to(),
            )
        )

    def send_file(self, file: Attachment, caption: str) -> None:
        """Reply with a file; the caption holds at most 1,024 characters."""
        self.replies.append(
            Message(
                chat_id=self.incoming.chat_id, pieces=text_html(caption), file=file, reply_to=self._reply_to()
            )
        )

    def _reply_to(self) -> int | None:
        """In a group, and for an edited question, it must be clear what is answered."""
        quoting = not self.incoming.private or self.incoming.edited
        return self.incoming.message_id if quoting else None

    def _owned(self, rows: Rows, to: int | None) -> tuple[tuple[Button, ...], ...]:
        owner = self.incoming.user_id if to is None else to
        return tuple(
            tuple(b if b.owner is not None else b.model_copy(update={"owner": owner}) for b in row)
            for row in rows
        )
