"""A Bot API server on a real socket. Every call is checked against the specification and Telegram's
limits; a call that breaks them is refused as Telegram would and noted in `invalid`. Chats, files,
webhook, blocked users and injected faults behave as far as the bot can see."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import aiohttp
from aiohttp import web

from tests.fakes.telegram_check import ApiError, check_call, check_rich, check_text

TOKEN = "123456789:fake-token-of-the-test-server-0000000"
SILENCE = 5
"""Seconds until a silent connection is closed; a test client gives up earlier."""
LARGEST_DOWNLOAD = 20 * 1024 * 1024
BOT = {"id": 123456789, "is_bot": True, "first_name": "Trợ lý báo cáo", "username": "baocao_bot"}


class Fault(Enum):
    """What goes wrong with one call. LOST: the connection breaks before the call is accepted;
    UNANSWERED: it is accepted, but the reply never arrives; SILENT: nothing happens until the client
    gives up."""

    FLOOD = "429"
    BROKEN = "500"
    LOST = "lost"
    SILENT = "silent"
    UNANSWERED = "unanswered"


@dataclass
class Shown:
    """A message of the bot as it now stands in a chat. `run` counts the bot's starts until it was sent."""

    message_id: int
    chat_id: int
    text: str
    html: str
    keyboard: list[list[dict[str, Any]]] = field(default_factory=list)
    reply_to: int | None = None
    rich: bool = False
    file: bytes | None = None
    file_name: str | None = None
    edits: int = 0
    run: int = 0


@dataclass(frozen=True)
class Call:
    """An accepted call."""

    method: str
    arguments: Mapping[str, Any]
    at: float


class FakeTelegram:
    """One bot's world. `faults` decides for each call (method, arguments) what goes wrong."""

    def __init__(self, *, rich: bool = True) -> None:
        self.rich = rich
        self.calls: list[Call] = []
        self.invalid: list[str] = []
        self.refused: list[int] = []
        self.chats: dict[int, list[Shown]] = {}
        self.drafts: dict[int, list[str]] = {}
        self.menus: dict[str, list[str]] = {}
        self.toasts: list[str] = []
        self.pushed: dict[int, dict[str, Any]] = {}
        self.blocked: set[int] = set()
        self.faults: Callable[[str, Mapping[str, Any]], Fault | None] = lambda method, arguments: None
        self.repeats: Callable[[int], bool] = lambda update_id: False
        self.reply_lost: set[int] = set()
        self.not_awaited: set[int] = set()
        self.runs = 0
        self.webhook: dict[str, Any] | None = None
        self._files: dict[str, bytes] = {}
        self._updates: dict[int, dict[str, Any]] = {}
        self._ids = itertools.count(1000)
        self._update_ids = itertools.count(500_000)
        self._changed = asyncio.Condition()
        self._poller: asyncio.Task[Any] | None = None
        self._runner: web.AppRunner | None = None
        self._pusher: asyncio.Task[None] | None = None
        self.url = ""

    async def __aenter__(self) -> FakeTelegram:
        application = web.Application(client_max_size=60 * 1024 * 1024)
        application.router.add_route("*", "/bot{token}/{method}", self._call)
        application.router.add_get("/file/bot{token}/{path:.+}", self._download)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._pusher is not None:
            self._pusher.cancel()
        assert self._runner is not None
        await self._runner.cleanup()

    async def until(self, condition: Callable[[], bool], *, seconds: float = 60) -> None:
        """Wait until something that the bot does makes the condition true."""
        async with asyncio.timeout(seconds), self._changed:
            await self._changed.wait_for(condition)

    async def push(self, kind: str, body: dict[str, Any], chat_id: int | None = None) -> int:
        """Let an update of this kind happen; its id."""
        update_id = next(self._update_ids)
        if chat_id is not None:
            self.chats.setdefault(chat_id, [])
        self._updates[update_id] = self.pushed[update_id] = {"update_id": update_id, kind: body}
        await self._notify()
        return update_id

    @property
    def unacknowledged(self) -> int:
        """Updates that the bot has not confirmed yet."""
        return len(self._updates)

    def next_message_id(self) -> int:
        """Message ids are shared by users and bot."""
        return next(self._ids)

    def add_file(self, content: bytes) -> str:
        """A file as a user would upload it; its id."""
        file_id = f"file-{next(self._ids)}"
        self._files[file_id] = content
        return file_id

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if request.match_info["token"] != TOKEN:
            return _refusal(ApiError(401, "Unauthorized"))
        try:
            form = dict(await request.post())
        except ConnectionResetError:  # the bot was killed while it wrote
            return web.Response(status=400)
        try:
            arguments = check_call(method, form)
            fault = self.faults(method, arguments)
            if fault is Fault.FLOOD:
                raise ApiError(429, "Too Many Requests: retry after 1", retry_after=1)
            if fault is Fault.BROKEN:
                raise ApiError(500, "Internal Server Error")
            if fault is Fault.SILENT:
                await asyncio.sleep(SILENCE)
            if fault in (Fault.LOST, Fault.SILENT):
                return _hang_up(request)
            result = await self._perform(method, arguments)
        except ApiError as error:
            if error.code in (400, 404) and not (error.code == 404 and method == "sendRichMessage"):
                self.invalid.append(f"{method}: {error.description}")
            self.refused.append(error.code)
            await self._notify()
            return _refusal(error)
        self.calls.append(Call(method, arguments, time.monotonic()))
        await self._notify()
        if fault is Fault.UNANSWERED:
            self.reply_lost.add(_message_id(result))
            return _hang_up(request)
        if request.transport is None or request.transport.is_closing():
            self.not_awaited.add(_message_id(result))
        return web.json_response({"ok": True, "result": result})

    async def _perform(self, method: str, arguments: dict[str, Any]) -> Any:
        action = getattr(self, f"_{method}", None)
        if action is None:
            raise ApiError(404, "Not Found")
        result = action(arguments)
        return await result if asyncio.iscoroutine(result) else result

    def _getMe(self, _: dict[str, Any]) -> Any:  # noqa: N802
        self.runs += 1
        return BOT

    async def _getUpdates(self, arguments: dict[str, Any]) -> Any:  # noqa: N802
        if self.webhook:
            raise ApiError(409, "Conflict: can't use getUpdates method while webhook is active")
        if self._poller is not None and not self._poller.done():
            self._poller.cancel("conflict")
        me = self._poller = asyncio.current_task()
        offset = arguments.get("offset", 0)
        for known in [u for u in self._updates if u < offset and not self.repeats(u)]:
            del self._updates[known]
        try:
            async with asyncio.timeout(arguments.get("timeout", 0)), self._changed:
                await self._changed.wait_for(lambda: bool(self._updates))
        except TimeoutError:
            pass
        except asyncio.CancelledError:
            if me is not self._poller:
                asyncio.current_task().uncancel()  # type: ignore[union-attr]
                raise ApiError(409, "Conflict: terminated by other getUpdates request") from None
            raise
        return [self._updates[u] for u in sorted(self._updates)][: arguments.get("limit", 100)]

    def _setWebhook(self, arguments: dict[str, Any]) -> Any:  # noqa: N802
        self.webhook = arguments if arguments["url"] else None
        if self.webhook and self._pusher is None:
            self._pusher = asyncio.create_task(self._push_to_webhook())
        return True

    def _deleteWebhook(self, _: dict[str, Any]) -> Any:  # noqa: N802
        self.webhook = None
        return True

    def _setMyCommands(self, arguments: dict[str, Any]) -> Any:  # noqa: N802
        self.menus[_scope(arguments)] = [command["command"] for command in arguments["commands"]]
        return True

    def _deleteMyCommands(self, arguments: dict[str, Any]) -> Any:  # noqa: N802
        self.menus.pop(_scope(arguments), None)
        return True

    def _sendChatAction(self, arguments: dict[str, Any]) -> Any:  # noqa: N802
        self._chat(arguments)
        return True

    def _sendMessageDraft(self, arguments: dict[str, Any]) -> Any:  # noqa: N802
        text = check_text(arguments.get("text") or "…", arguments.get("parse_mode"), 4096)
        self.drafts.setdefault(self._chat(arguments), []).append(text)
        if arguments["draft_id"] == 0 or arguments["chat_id"] < 0:
            raise ApiError(400, "Bad Request: drafts need a private chat and an id")
        return True

    def _sendMessage(self, arguments: dict[str, Any]) -> Any:  # noqa: N802
        text = check_text(arguments["text"], arguments.get("parse_mode"), 4096)
        return self._show(arguments, text, arguments["text"])

    def _sendRichMessage(self, arguments: dict[str, Any]) -> Any:  # noqa: N802
        if not self.rich:
            raise ApiError(404, "Not Found: method not found")
        html = arguments["rich_message"]["html"]
        return self._show(arguments, check_rich(html), html, rich=True)

    def _sendDocument(self, arguments: dict[str, Any]) -> Any:  # noqa: N802
        return self._show_file(arguments, arguments["document"])

    def _sendPhoto(self, arguments: dict[str, Any]) -> Any:  # noqa: N802
        return self._show_file(arguments, arguments["photo"])

    def _editMessageText(self, arguments: dict[str, Any]) -> Any:  # noqa: N802
        text = check_text(arguments["text"], arguments.get("parse_mode"), 4096)
        messages = self.chats.get(arguments["chat_id"], [])
        shown = next((m for m in messages if m.message_id == arguments["message_id"]), None)
        if shown is None:
            raise ApiError(400, "Bad Request: message to edit not found")
        keyboard = arguments.get("reply_markup", {}).get("inline_keyboard", [])
        if (shown.html, shown.keyboard) == (arguments["text"], keyboard):
            raise ApiError(400, "Bad Request: message is not modified")
        shown.text, shown.html, shown.keyboard = text, arguments["text"], keyboard
        shown.edits += 1
        return self._message(shown)

    def _answerCallbackQuery(self, arguments: dict[str, Any]) -> Any:  # noqa: N802
        if "text" in arguments:
            self.toasts.append(arguments["text"])
        return True

    def _getFile(self, arguments: dict[str, Any]) -> Any:  # noqa: N802
        content = self._files[arguments["file_id"]]
        if len(content) > LARGEST_DOWNLOAD:
            raise ApiError(400, "Bad Request: file is too big")
        file_id = arguments["file_id"]
        return {"file_id": file_id, "file_unique_id": file_id, "file_path": f"documents/{file_id}"}

    def _show_file(self, arguments: dict[str, Any], uploaded: Any) -> Any:
        caption = check_text(arguments.get("caption", ""), arguments.get("parse_mode"), 1024)
        return self._show(
            arguments,
            caption,
            arguments.get("caption", ""),
            file=uploaded.file.read(),
            file_name=uploaded.filename,
        )

    def _show(self, arguments: dict[str, Any], text: str, html: str, **more: Any) -> Any:
        shown = Shown(
            message_id=self.next_message_id(),
            chat_id=self._chat(arguments),
            text=text,
            html=html,
            keyboard=arguments.get("reply_markup", {}).get("inline_keyboard", []),
            reply_to=arguments.get("reply_parameters", {}).get("message_id"),
            run=self.runs,
            **more,
        )
        self.chats[shown.chat_id].append(shown)
        return self._message(shown)

    def _chat(self, arguments: dict[str, Any]) -> int:
        chat_id: int = arguments["chat_id"]
        if chat_id in self.blocked:
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        if chat_id not in self.chats:
            raise ApiError(403, "Forbidden: bot can't initiate conversation with a user")
        return chat_id

    def _message(self, shown: Shown) -> dict[str, Any]:
        kind = "private" if shown.chat_id > 0 else "supergroup"
        chat = {"id": shown.chat_id, "type": kind}
        date = int(time.time())
        return {"message_id": shown.message_id, "date": date, "chat": chat, "from": BOT, "text": shown.text}

    async def _push_to_webhook(self) -> None:
        """Deliver updates one by one until each is acknowledged with 200."""
        async with aiohttp.ClientSession() as session:
            while True:
                async with self._changed:
                    await self._changed.wait_for(lambda: bool(self._updates and self.webhook))
                assert self.webhook is not None
                update_id = min(self._updates)
                headers = {"X-Telegram-Bot-Api-Secret-Token": self.webhook.get("secret_token", "")}
                try:
                    async with session.post(
                        self.webhook["url"], json=self._updates[update_id], headers=headers
                    ) as reply:
                        if reply.status == 200 and not self.repeats(update_id):
                            del self._updates[update_id]
                except aiohttp.ClientError:
                    await asyncio.sleep(0.05)

    async def _download(self, request: web.Request) -> web.Response:
        return web.Response(body=self._files[request.match_info["path"].removeprefix("documents/")])


def _message_id(result: Any) -> int:
    """The message that a call has sent; 0 where it sent none."""
    return int(result["message_id"]) if isinstance(result, dict) and "message_id" in result else 0


def _scope(arguments: dict[str, Any]) -> str:
    scope = arguments.get("scope", {"type": "default"})
    return f"{scope['type']} {scope.get('chat_id', '')}".strip()


def _refusal(error: ApiError) -> web.Response:
    body: dict[str, Any] = {"ok": False, "error_code": error.code, "description": error.description}
    if error.retry_after is not None:
        body["parameters"] = {"retry_after": error.retry_after}
    return web.Response(status=error.code, text=json.dumps(body), content_type="application/json")


def _hang_up(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
