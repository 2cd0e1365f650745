"""A language model behind any OpenAI-compatible endpoint, through langchain and openai.

One call either delivers an object of the asked schema within a time bound or raises ModelError; what
the object says is not trusted here (see ground.py). Calls run on an event loop of their own thread:
connections are reused, callers may be plain or async code, and nothing that hangs below (a name
server, a half-dead connection) holds a caller longer than the bound.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from pydantic import BaseModel, SecretStr, ValidationError

from bot.assistant.budget import Ledger, Limit, Price, Usage
from bot.assistant.prompts import Messages
from knowledge import confidential
from knowledge.errors import ModelError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessageChunk

Shape = TypeVar("Shape", bound=BaseModel)
OnPartial = Callable[[Any], None]

CHARACTERS_PER_TOKEN = 2.5
"""For servers that report no usage: Vietnamese text in the vocabularies of current models takes one token
for 2.2 to 3.5 characters; the low end errs on the side of the budget."""


class ModelSettings(NamedTuple):
    """Which model, where, and how much of it. `seconds` bounds one call with all its retries;
    `max_output` is in tokens."""

    model: str
    api_key: SecretStr
    base_url: str | None = None
    seconds: float = 20.0
    attempts: int = 3
    max_output: int = 2000
    price: Price = Price()
    daily: Limit = Limit()


class LanguageModel(Protocol):
    """What the assistant asks of a model."""

    def write(self, messages: Messages, shape: type[Shape], on_partial: OnPartial | None = None) -> Shape:
        """An object of the asked shape. `on_partial` receives what has arrived so far as parsed JSON,
        from another thread, and starts anew when a broken stream is asked for again.

        Raises ModelError within the time bound, whatever the server does.
        """


class OpenAIModel:
    """LanguageModel over langchain's ChatOpenAI. Retries are decided here alone (the SDK's are off)."""

    def __init__(self, settings: ModelSettings, ledger: Ledger) -> None:
        self._settings = settings
        self._ledger = ledger
        self._constrained = True

    def write(self, messages: Messages, shape: type[Shape], on_partial: OnPartial | None = None) -> Shape:
        """See LanguageModel."""
        return self.submit(messages, shape, on_partial).result()

    async def awrite(
        self, messages: Messages, shape: type[Shape], on_partial: OnPartial | None = None
    ) -> Shape:
        """`write` for callers that run on an event loop."""
        return await asyncio.wrap_future(self.submit(messages, shape, on_partial))

    def submit(
        self, messages: Messages, shape: type[Shape], on_partial: OnPartial | None = None
    ) -> Future[Shape]:
        """Start a call; cancelling the future ends it."""
        _ = self._client  # imports langchain (1-2 s, once): here, so that the bound is the server's alone
        return _on_model_loop(self._bounded(messages, shape, on_partial))

    async def _bounded(self, messages: Messages, shape: type[Shape], on_partial: OnPartial | None) -> Shape:
        self._refuse_what_must_stay(messages)
        if self._settings.daily.reached(self._ledger.spent()):
            raise ModelError("the daily budget for the language model is used up; it starts anew at midnight")
        try:
            async with asyncio.timeout(self._settings.seconds):
                text = await self._with_retries(messages, shape, on_partial)
        except TimeoutError as error:
            raise ModelError(
                f"model '{self._settings.model}' did not finish within {self._settings.seconds:g} s",
                retryable=True,
            ) from error
        return _read(text, shape)

    def _refuse_what_must_stay(self, messages: Messages) -> None:
        """The last gate before the network: secrecy stamps and identity numbers never leave."""
        if confidential.stamp(messages.user) or confidential.has_personal_numbers(messages.user):
            raise ModelError("text with a secrecy stamp or identity numbers is not sent to a language model")

    async def _with_retries(
        self, messages: Messages, shape: type[Shape], on_partial: OnPartial | None
    ) -> str:
        import openai
        from tenacity import (
            AsyncRetrying,
            retry_if_exception,
            stop_after_attempt,
            stop_before_delay,
            wait_exception,
            wait_random_exponential,
        )

        retrying = AsyncRetrying(
            retry=retry_if_exception(retryable),
            stop=stop_after_attempt(self._settings.attempts) | stop_before_delay(self._settings.seconds),
            wait=wait_exception(_retry_after) + wait_random_exponential(multiplier=0.25, max=4),
            reraise=True,
        )
        try:
            return await retrying(self._attempt, messages, shape, on_partial)
        except (openai.OpenAIError, _transport_error()) as error:
            raise ModelError(
                f"model '{self._settings.model}' failed: {type(error).__name__}: {_short(error)}",
                retryable=retryable(error),
            ) from error

    async def _attempt(self, messages: Messages, shape: type[Shape], on_partial: OnPartial | None) -> str:
        import openai

        try:
            return await self._stream(messages, shape if self._constrained else None, on_partial)
        except openai.BadRequestError as error:
            if not self._constrained or not _names_response_format(error):
                raise
            self._constrained = False  # the prompt asks for the same JSON; remembered for later calls
            return await self._stream(messages, None, on_partial)

    async def _stream(
        self, messages: Messages, shape: type[BaseModel] | None, on_partial: OnPartial | None
    ) -> str:
        from langchain_core.utils.json import parse_partial_json
        from langsmith import tracing_context

        # In extra_body the schema reaches the server, but not langchain's own parser, which raises on
        # the invalid output that has to be told apart from a dead server.
        extra: dict[str, Any] = {}
        if shape is not None:
            extra["extra_body"] = {"response_format": _response_format(shape)}
        text, last, out_of_time = "", None, False
        try:
            with tracing_context(enabled=False):  # documents go to the configured endpoint only
                async for chunk in self._client.astream(
                    [("system", messages.system), ("human", messages.user)], **extra
                ):
                    last = chunk if last is None else last + chunk
                    text += str(chunk.text)
                    if on_partial and "}" in chunk.text:
                        on_partial(_partial(parse_partial_json, text))
        except asyncio.CancelledError:
            out_of_time = True  # the server has the question and will charge for it
            raise
        finally:
            if last is not None or out_of_time:
                self._ledger.record(self._usage(messages, text, last))
        return text

    def _usage(self, messages: Messages, text: str, last: BaseMessageChunk | None) -> Usage:
        reported = getattr(last, "usage_metadata", None)
        asked = reported["input_tokens"] if reported else _tokens(messages.system + messages.user)
        said = reported["output_tokens"] if reported else _tokens(text)
        cost = self._settings.price.of(asked, said)
        return Usage(self._settings.model, asked, said, cost=cost, estimated=not reported)

    @cached_property
    def _client(self) -> BaseChatModel:
        from langchain.chat_models import init_chat_model

        settings = self._settings
        return init_chat_model(
            settings.model,
            model_provider="openai",
            api_key=settings.api_key,
            base_url=settings.base_url,
            timeout=settings.seconds,
            max_retries=0,
            stream_usage=True,
            max_completion_tokens=settings.max_output,
        )


def retryable(error: BaseException) -> bool:
    """Whether asking again may help: 429, 5xx, timeouts, lost connections. Never 400, 401, 403, 404."""
    import openai

    kinds = (openai.RateLimitError, openai.InternalServerError, openai.APIConnectionError, _transport_error())
    return isinstance(error, kinds)


def _transport_error() -> type[Exception]:
    """What a connection raises that dies in the middle of a stream; the SDK passes it on unwrapped."""
    import httpx2

    return httpx2.TransportError


def _retry_after(error: BaseException) -> float:
    """Seconds the server asked to wait; 0 without such a header."""
    response = getattr(error, "response", None)
    try:
        return max(float(response.headers["retry-after"]), 0.0) if response is not None else 0.0
    except (KeyError, ValueError):
        return 0.0


def _names_response_format(error: Exception) -> bool:
    return any(word in str(error).lower() for word in ("response_format", "json_schema", "grammar"))


def _response_format(shape: type[BaseModel]) -> dict[str, object]:
    schema = {"name": shape.__name__, "strict": True, "schema": shape.model_json_schema()}
    return {"type": "json_schema", "json_schema": schema}


def _partial(parse: Callable[[str], Any], text: str) -> Any:
    try:
        return parse(text[text.index("{") :])
    except ValueError:
        return None


def _read(text: str, shape: type[Shape]) -> Shape:
    """The first JSON object in the text (models like to wrap it in words or code fences)."""
    try:
        found, _ = json.JSONDecoder().raw_decode(text[text.index("{") :])
        return shape.model_validate(found)
    except (ValueError, ValidationError, RecursionError) as error:
        raise ModelError(f"the model's text is not the JSON that was asked for: {_short(error)}") from error


def _tokens(text: str) -> int:
    return int(len(text) / CHARACTERS_PER_TOKEN) + 1


def _short(error: BaseException) -> str:
    return " ".join(str(error).split())[:200]


_starting = threading.Lock()
"""Two threads that ask at once must not start a loop each."""


def _model_loop() -> asyncio.AbstractEventLoop:
    with _starting:
        return _started_loop()


@cache
def _started_loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="language-model", daemon=True).start()
    return loop


def _on_model_loop(call: Coroutine[Any, Any, Shape]) -> Future[Shape]:
    return asyncio.run_coroutine_threadsafe(call, _model_loop())
