"""What a load read, and what it warns of, in the words of both the terminal and the chat."""

from __future__ import annotations

from bot import texts
from bot.assistant.loading.load_report import LoadedDocument
from bot.assistant.wording import date
from knowledge.instrument_records import CatalogWarning


def found_in(document: LoadedDocument) -> str:
    """What was found in a document, how many of its pages were recognised, and what to look at."""
    parts = [
        texts.LOADED_FACTS.format(
            instruments=document.instruments, figures=document.figures, tasks=document.tasks
        )
    ]
    if document.pages_ocr:
        parts.append(texts.LOADED_OCR.format(pages=document.pages_ocr))
    quality = document.quality
    parts.append(texts.LOADED_POOR if quality.poor else texts.LOADED_GOOD)
    if quality.notes:
        parts[-1] += f" ({'; '.join(quality.notes)})"
    if document.contradictions:
        parts.append(texts.LOADED_CONTRADICTIONS.format(count=document.contradictions))
    return ", ".join(parts)


def warned_of(warning: CatalogWarning) -> str:
    """An instrument that was replaced, or that documents date differently."""
    if warning.by is None:
        return (
            f"{warning.symbol}: {texts.CONFLICTING_DATES.format(dates=', '.join(map(date, warning.dates)))}"
        )
    return texts.SUPERSEDED.format(
        symbol=warning.symbol,
        by=warning.by.symbol,
        since=date(warning.by.since.isoformat()),
        scope=warning.by.scope,
    )
