"""Puts the parts together from the settings; imports heavy parts only when they are needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.config import Settings
from knowledge.errors import ConfigurationError

if TYPE_CHECKING:
    from bot.assistant.budget import FileLedger, Limit
    from bot.assistant.compose import Composer
    from bot.assistant.service import Assistant
    from bot.store.drafts import KeptDrafts
    from bot.telegram.turn import TelegramSettings
    from retrieval.base import KnowledgeBase
    from retrieval.embed import Embedder

DAY = 86_400
"""Seconds."""


def embedder(settings: Settings) -> Embedder:
    """The configured embedding model, or the local one that needs no download."""
    from retrieval import embed

    if settings.openai_key and settings.embedding_model:
        return embed.OpenAIEmbedder(
            settings.embedding_model, settings.openai_key.get_secret_value(), settings.openai_url
        )
    return embed.LocalEmbedder()


def knowledge_base(settings: Settings) -> KnowledgeBase:
    """The knowledge base in the data directory."""
    from retrieval.base import KnowledgeBase

    return KnowledgeBase(settings.data, embedder(settings))


def composer(settings: Settings) -> Composer | None:
    """The configured model that words answers; None without one: answers are then cut from the corpus."""
    if not (settings.openai_key and settings.model):
        return None
    from bot.assistant.budget import Price
    from bot.assistant.compose import Composer
    from bot.assistant.llm import ModelSettings, OpenAIModel

    chosen = ModelSettings(
        model=settings.model,
        api_key=settings.openai_key,
        base_url=settings.openai_url,
        price=Price(*(settings.model_prices or ())),
        daily=daily_limit(settings),
    )
    return Composer(OpenAIModel(chosen, ledger(settings)))


def daily_limit(settings: Settings) -> Limit:
    """What the model may use in a day."""
    from bot.assistant.budget import Limit

    return Limit(tokens=settings.model_daily_tokens)


def ledger(settings: Settings) -> FileLedger:
    """Where the model's calls are written down."""
    from bot.assistant.budget import FileLedger

    return FileLedger(settings.data / "model-usage.jsonl")


def assistant(settings: Settings) -> Assistant:
    """The assistant over the knowledge base and the model, if any."""
    from bot.assistant.service import Assistant

    return Assistant(knowledge_base(settings), embedder(settings), settings.folder, composer(settings))


def kept_drafts(settings: Settings) -> KeptDrafts:
    """The drafts that the people database keeps."""
    import time

    from bot.store.drafts import KeptDrafts
    from bot.store.schema import open_database

    settings.data.mkdir(parents=True, exist_ok=True)
    return KeptDrafts(open_database(settings.data / "people.sqlite"), time.time)


def telegram_settings(settings: Settings) -> TelegramSettings:
    """What the Telegram face needs to know; the token must be set. Raises ConfigurationError where a
    webhook is set without its secret."""
    from bot.telegram.turn import TelegramSettings

    assert settings.telegram_token is not None
    if settings.webhook_url and settings.webhook_secret is None:
        raise ConfigurationError(
            "TELEGRAM_WEBHOOK_URL cần có TELEGRAM_WEBHOOK_SECRET đi kèm: một chuỗi bất kỳ"
        )
    settings.data.mkdir(parents=True, exist_ok=True)
    return TelegramSettings(
        token=settings.telegram_token.get_secret_value(),
        data=settings.data,
        admins=settings.admins,
        api_url=settings.telegram_api_url,
        proxy=settings.telegram_proxy,
        model=settings.model if settings.openai_key else None,
        webhook_url=settings.webhook_url,
        webhook_port=settings.webhook_port,
        webhook_secret=settings.webhook_secret.get_secret_value() if settings.webhook_secret else None,
        retention=settings.retention_days * DAY,
        upload_lifetime=settings.file_days * DAY,
        reload_at=settings.reload_at,
        watch_seconds=60 * settings.watch_minutes if settings.watch_minutes else None,
    )
