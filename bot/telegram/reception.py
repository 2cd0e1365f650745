"""How updates reach us: long polling, or a webhook behind a proxy. Both end in the same inbox."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import tornado.httpserver
import tornado.web
from telegram import Bot, Update
from telegram.error import Conflict, TelegramError
from telegram.ext import Updater

from bot.telegram import texts
from bot.telegram.incoming import ALLOWED_UPDATES
from bot.telegram.turn import TelegramSettings

logger = logging.getLogger(__name__)

LARGEST_UPDATE = 1 << 20
"""Bytes of one webhook request; an update is a few kilobytes."""

Accept = Callable[[Update], Awaitable[None]]


class _StoredFirst(asyncio.Queue[object]):
    """Takes the place of the updater's queue: `put` returns when the update is stored, and only then is
    it acknowledged by the next poll."""

    def __init__(self, accept: Accept) -> None:
        super().__init__()
        self._accept = accept

    async def put(self, item: object) -> None:
        """Store the update."""
        assert isinstance(item, Update)
        await self._accept(item)


class Polling:
    """Long polling by the library's updater."""

    def __init__(self, bot: Bot, accept: Accept, timeout: float) -> None:
        self._updater = Updater(bot, update_queue=_StoredFirst(accept))
        self._timeout = timeout

    async def start(self) -> None:
        """Poll until `stop`; network trouble is waited out."""
        await self._updater.initialize()
        await self._updater.start_polling(
            timeout=int(self._timeout),
            bootstrap_retries=-1,
            allowed_updates=list(ALLOWED_UPDATES),
            error_callback=_explain,
        )

    async def stop(self) -> None:
        """Stop polling."""
        if self._updater.running:
            await self._updater.stop()
        await self._updater.shutdown()


class Webhook:
    """An HTTP server for Telegram's calls, with /health beside it. TLS is the proxy's business."""

    def __init__(self, bot: Bot, accept: Accept, settings: TelegramSettings) -> None:
        assert settings.webhook_url is not None
        self._bot = bot
        self._settings = settings
        self._secret = settings.webhook_secret or ""
        routes: list[Any] = [
            (r"/health", _Health),
            (r"/telegram", _Delivery, {"bot": bot, "accept": accept, "secret": self._secret}),
        ]
        application = tornado.web.Application(routes, log_function=lambda _: None)
        self._server = tornado.httpserver.HTTPServer(application, max_body_size=LARGEST_UPDATE)

    async def start(self) -> None:
        """Listen, then tell Telegram where."""
        self._server.listen(self._settings.webhook_port, self._settings.webhook_listen)
        await self._bot.set_webhook(
            f"{str(self._settings.webhook_url).rstrip('/')}/telegram",
            secret_token=self._secret,
            allowed_updates=list(ALLOWED_UPDATES),
        )

    async def stop(self) -> None:
        """Stop listening; Telegram keeps what it cannot deliver and repeats it later."""
        self._server.stop()
        await self._server.close_all_connections()


class _Health(tornado.web.RequestHandler):
    def get(self) -> None:
        self.write({"ok": True})


class _Delivery(tornado.web.RequestHandler):
    def initialize(self, bot: Bot, accept: Accept, secret: str) -> None:
        self._bot, self._accept, self._secret = bot, accept, secret

    async def post(self) -> None:
        """Store the update; the status 200 acknowledges it."""
        given = self.request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            raise tornado.web.HTTPError(403)
        try:
            update = Update.de_json(json.loads(self.request.body), self._bot)
        except (ValueError, KeyError, TypeError) as error:
            raise tornado.web.HTTPError(400) from error
        await self._accept(update)


def _explain(error: TelegramError) -> None:
    if isinstance(error, Conflict):
        logger.error(texts.SECOND_POLLER)
    else:
        logger.warning(texts.NO_TELEGRAM.format(reason=type(error).__name__))
