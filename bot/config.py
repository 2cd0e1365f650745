"""Settings. The only place that reads the environment (and `.env`)."""

from __future__ import annotations

import re
from datetime import time
from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from knowledge.errors import ConfigurationError


class Settings(BaseSettings):
    """Every setting with its default; the environment names are the aliases."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True)

    data: Path = Field(Path("data"), validation_alias="BAOCAO_DATA")
    knowledge_folder: Path | None = Field(None, validation_alias="BAOCAO_KNOWLEDGE")

    telegram_token: SecretStr | None = Field(None, validation_alias="TELEGRAM_BOT_TOKEN")
    telegram_api_url: str | None = Field(None, validation_alias="TELEGRAM_API_URL")
    telegram_proxy: str | None = Field(None, validation_alias="TELEGRAM_PROXY")
    webhook_url: str | None = Field(None, validation_alias="TELEGRAM_WEBHOOK_URL")
    webhook_secret: SecretStr | None = Field(None, validation_alias="TELEGRAM_WEBHOOK_SECRET")
    webhook_port: int = Field(8080, ge=1, le=65_535, validation_alias="TELEGRAM_WEBHOOK_PORT")
    admins: Annotated[frozenset[int], NoDecode] = Field(frozenset(), validation_alias="BAOCAO_ADMINS")

    retention_days: int = Field(180, ge=1, validation_alias="BAOCAO_RETENTION_DAYS")
    file_days: int = Field(7, ge=1, validation_alias="BAOCAO_FILE_DAYS")

    reload_at: time | None = Field(None, validation_alias="BAOCAO_RELOAD_AT")
    watch_minutes: int | None = Field(None, ge=1, validation_alias="BAOCAO_WATCH_MINUTES")

    openai_key: SecretStr | None = Field(None, validation_alias="OPENAI_API_KEY")
    openai_url: str | None = Field(None, validation_alias="OPENAI_BASE_URL")
    model: str | None = Field(None, validation_alias="BAOCAO_MODEL")
    embedding_model: str | None = Field(None, validation_alias="BAOCAO_EMBEDDING_MODEL")
    model_daily_tokens: int | None = Field(None, ge=1, validation_alias="BAOCAO_MODEL_DAILY_TOKENS")
    model_prices: Annotated[tuple[float, float] | None, NoDecode] = Field(
        None, validation_alias="BAOCAO_MODEL_PRICES"
    )

    @field_validator("admins", "model_prices", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        """Ids or numbers separated by commas or spaces."""
        return value.replace(",", " ").split() if isinstance(value, str) else value

    @field_validator("webhook_secret")
    @classmethod
    def _token_like(cls, value: SecretStr | None) -> SecretStr | None:
        """What Telegram takes as a secret token (Bot API, setWebhook)."""
        if value is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value.get_secret_value()):
            raise ValueError("chỉ gồm chữ không dấu, số, _ và -, dài 1-256 ký tự")
        return value

    @cached_property
    def folder(self) -> Path:
        """The knowledge folder: where `reload` without a path looks for files."""
        return self.knowledge_folder or self.data / "knowledge"


def load() -> Settings:
    """Read the settings. Raises ConfigurationError that names each wrong one."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise ConfigurationError(f"cấu hình sai: {wrong}") from None
