"""Conversations with the real bot written down as a reader sees them.

python -m tests.bot.transcript        writes tests/bot/transcripts/*.md anew
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from bot.telegram.dates import VIETNAM
from bot.telegram.turn import Assistant, Store
from tests.bot.telegram_bot import ADMIN, free_port, member, running, settings
from tests.fakes.telegram_server import FakeTelegram, Shown
from tests.fakes.telegram_user import TelegramUser

FOLDER = Path(__file__).with_name("transcripts")
NOW = datetime(2025, 11, 21, 8, 12, tzinfo=VIETNAM).timestamp()


@dataclass(frozen=True)
class Say:
    """Somebody writes; in the group where `group` is set."""

    who: str
    text: str
    group: bool = False


@dataclass(frozen=True)
class Press:
    """Somebody presses the latest button with this label."""

    who: str
    label: str


@dataclass(frozen=True)
class Send:
    """Somebody sends a file."""

    who: str
    name: str
    content: bytes


@dataclass(frozen=True)
class Restart:
    """The bot stops and starts again."""


Step = Say | Press | Send | Restart


@dataclass(frozen=True)
class Cast:
    """A user: name, and role and commune where they have access from the start."""

    name: str
    role: str | None = None
    commune: str | None = None


@dataclass(frozen=True)
class Script:
    """A conversation. `cast` by key; the key "quan" is the configured admin."""

    title: str
    cast: dict[str, Cast]
    steps: Sequence[Step]
    accepted: bool = True

    def runs(self) -> list[list[Say | Press | Send]]:
        """The steps from one restart to the next."""
        found: list[list[Say | Press | Send]] = [[]]
        for step in self.steps:
            if isinstance(step, Restart):
                found.append([])
            else:
                found[-1].append(step)
        return found


@dataclass
class Recorder:
    """Plays a script and notes what each step made the bot say."""

    telegram: FakeTelegram
    script: Script
    store: Store = field(init=False)
    users: dict[str, TelegramUser] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    acts: set[str] = field(default_factory=set)
    presses: int = 0
    _seen: dict[int, tuple[str, int]] = field(default_factory=dict)
    _toasts: int = 0

    async def begin(self) -> None:
        """The cast comes in."""
        self.lines = [f"# {self.script.title}", ""]
        for number, (key, cast) in enumerate(self.script.cast.items()):
            user_id = ADMIN if key == "quan" else 2000 + number
            user = TelegramUser(self.telegram, user_id, cast.name, clock=lambda: NOW)
            if cast.role is not None:
                user = await member(
                    self.telegram,
                    self.store,
                    user_id,
                    cast.name,
                    cast.role,
                    cast.commune,
                    accepted=self.script.accepted,
                )
                user.clock = lambda: NOW
            self.users[key] = user

    async def restarted(self) -> None:
        """The bot has been started again."""
        self.lines += ["*(trợ lý khởi động lại)*", ""]

    @property
    def text(self) -> str:
        """The transcript as Markdown."""
        return "\n".join(self.lines).rstrip() + "\n"

    async def step(self, step: Say | Press | Send) -> None:
        """One step, and what it made the bot say."""
        user = self.users[step.who]
        match step:
            case Say():
                user.chat_id = -1001 if step.group else None
                await user.say(self._with_code(step.text))
                self._note(user, step.text + (" *(trong nhóm)*" if step.group else ""))
            case Press():
                update_id = await user.press(step.label)
                self.acts.add(self._act(update_id))
                self.presses += 1
                self._note(user, f"⟦{step.label}⟧")
            case Send():
                await user.send_file(step.name, step.content)
                self._note(user, f"📎 {step.name}")
        await self._settle()
        for chat_id, messages in sorted(self.telegram.chats.items()):
            for message in messages:
                self._show(chat_id, message)
        for toast in self.telegram.toasts[self._toasts :]:
            self.lines += [f"*(thông báo thoáng qua: {toast})*", ""]
        self._toasts = len(self.telegram.toasts)

    async def _settle(self) -> None:
        """Until everything that came in is answered and everything owed is delivered."""
        while True:
            lengths = self.store.journal.queue_lengths()
            called = [call.method for call in self.telegram.calls]
            acknowledged = called.count("answerCallbackQuery") >= self.presses
            if (
                not self.telegram.unacknowledged
                and not lengths["waiting"]
                and not lengths.get("owed")
                and acknowledged
            ):
                return
            await asyncio.sleep(0.01)

    def _act(self, update_id: int) -> str:
        data: str = self.telegram.pushed[update_id]["callback_query"]["data"]
        return data.partition(":")[0]

    def _with_code(self, text: str) -> str:
        """`<mã>` in a step stands for the code of the invitation link shown last."""
        links = re.findall(r"start=(\S+)", "\n".join(m.text for m in self.telegram.chats.get(ADMIN, [])))
        return text.replace("<mã>", links[-1]) if links else text

    def _note(self, user: TelegramUser, text: str) -> None:
        self.lines += [f"**{user.name}:** {text}", ""]

    def _show(self, chat_id: int, message: Shown) -> None:
        state = (message.html, message.edits)
        before = self._seen.get(message.message_id)
        if before == state:
            return
        self._seen[message.message_id] = state
        name = next((u.name for u in self.users.values() if u.user_id == chat_id), "nhóm")
        changed = " *(sửa tin trên)*" if before else ""
        self.lines.append(f"**Trợ lý → {name}:**{changed}")
        body = markdown(message.html)
        if message.file_name is not None:
            body = f"📎 {message.file_name}\n{body}"
        self.lines += [f"> {line}".rstrip() for line in body.split("\n")]
        for row in message.keyboard:
            self.lines += [">", "> " + " ".join(f"⟦{button['text']}⟧" for button in row)]
        self.lines.append("")


_TAGS = (
    (r"</?b>", "**"),
    (r"</?code>", "`"),
    (r"<blockquote expandable>", "▸ "),
    (r"</blockquote>", ""),
    (r"<details><summary>(.*?)</summary>", r"▸ **\1**\n"),
    (r"<h4>(.*?)</h4>", r"**\1**\n"),
    (r"<tr>(.*?)</tr>", r"|\1\n"),
    (r"<t[hd]>(.*?)</t[hd]>", r" \1 |"),
    (r"<table[^>]*>", ""),
    (r"<li>(.*?)</li>", r"• \1\n"),
    (r"<p>(.*?)</p>", r"\1\n"),
    (r"</(?:table|details)>", "\n"),
    (r"</?ul>", ""),
    (r"&lt;", "<"),
    (r"&gt;", ">"),
    (r"&quot;", '"'),
    (r"&#x27;", "'"),
    (r"&amp;", "&"),
)
_VOLATILE = (
    (r"start=[\w-]{20,}", "start=…"),
    (r"\(\d+ giây\)", "(… giây)"),
    (r"\b(bản|bản kho) `[^`]+`", r"\1 `…`"),
    (r"chỉ mục: \d+ MB", "chỉ mục: … MB"),
    (r"nạp lúc \d\d:\d\d \S+\.", "nạp lúc …."),
)


def markdown(html: str) -> str:
    """Message HTML as Markdown, without what differs from run to run."""
    html = re.sub(r"<tr>(?:<th>.*?</th>)+</tr>", _ruled, html)
    for pattern, text in (*_TAGS, *_VOLATILE):
        html = re.sub(pattern, text, html)
    return html.strip()


def _ruled(head: re.Match[str]) -> str:
    """The head of a table with the rule that Markdown wants below it."""
    return f"\n{head[0]}|{'---|' * head[0].count('<th>')}\n"


async def record(
    script: Script, assistant: Assistant, data: Path, *, webhook: bool = False
) -> tuple[str, set[str]]:
    """The transcript of a script and the acts of the buttons pressed in it; by polling or by `webhook`."""
    async with FakeTelegram() as telegram:
        configured = replace(settings(telegram, data), questions_per_minute=1000)
        if webhook:
            port = free_port()
            url = f"http://127.0.0.1:{port}"
            configured = replace(configured, webhook_url=url, webhook_port=port, webhook_secret="bi-mat")
        recorder = Recorder(telegram, script)
        for number, steps in enumerate(script.runs()):
            async with running(configured, assistant, lambda: NOW) as recorder.store:
                await (recorder.restarted() if number else recorder.begin())
                for step in steps:
                    await recorder.step(step)
        assert telegram.invalid == []
        return recorder.text, recorder.acts
