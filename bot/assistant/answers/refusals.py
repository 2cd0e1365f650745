"""What is declined, and what the corpus does not hold, with the nearest thing it does."""

from __future__ import annotations

from bot import texts
from bot.assistant.answers import choosing, figures
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer, Status
from bot.assistant.understand import Understanding
from bot.assistant.writer import Writer


def not_allowed(asked: Understanding, corpus: Corpus) -> Answer | None:
    """Personal data, invention, attempts to lift the rules, and rights asked for in words."""
    for row, text in (
        ("override", texts.DECLINED_OVERRIDE),
        ("invent", texts.DECLINED_INVENTION),
        ("personal", texts.DECLINED_PERSONAL),
        ("rights", texts.DECLINED_RIGHTS),
    ):
        if row in asked.asks:
            writer = Writer()
            writer.say(text)
            return writer.answer(Status.NOT_ALLOWED)
    return None


def small_talk(asked: Understanding, corpus: Corpus) -> Answer | None:
    """Greetings, thanks and questions about the bot itself."""
    if asked.asks_any("how_to_write"):  # "cho đúng thế nào" is no "dùng thế nào"
        return None
    about_itself = asked.asks_any("help") and not asked.communes and len(asked.topic.weights) <= 2
    if not about_itself and not asked.courteous:
        return None
    writer = Writer()
    writer.say(texts.ABOUT_BOT if asked.asks_any("help", "greeting") else texts.THANKED)
    if asked.asks_any("help", "greeting"):
        for example in texts.EXAMPLES[asked.question.role]:
            writer.item(example)
    return writer.answer(Status.DONE if asked.question.interactive else Status.ANSWERED)


def outside(asked: Understanding, corpus: Corpus) -> Answer | None:
    """Units that no document is from, and questions wider than the corpus."""
    if asked.asks_any("draft"):
        return None
    writer = Writer()
    if asked.unheld and not asked.codes and not asked.asks_any("holdings"):
        names = ", ".join(unit.full_name for unit in asked.unheld)
        writer.say(texts.UNIT_NOT_HELD.format(units=names), computed=[names])
        _offer_held(writer, corpus)
        return writer.answer(Status.INSUFFICIENT)
    if asked.asks_any("wider"):
        writer.say(texts.WIDER_THAN_CORPUS)
        _say_nearest(writer, asked, corpus)
        return writer.answer(Status.INSUFFICIENT)
    return None


def nothing_found(asked: Understanding, corpus: Corpus) -> Answer:
    """The last resort: say what is missing and name the nearest thing held."""
    writer = Writer()
    held = [d for d in corpus.of_communes(asked.codes) if asked.codes]
    if held:
        documents = ", ".join(corpus.label(d) for d in held[:4])
        writer.say(texts.SILENT_DOCUMENTS.format(documents=documents), computed=[documents])
    else:
        writer.say(texts.NOTHING_HELD)
    _say_nearest(writer, asked, corpus)
    return writer.answer(Status.INSUFFICIENT)


def _say_nearest(writer: Writer, asked: Understanding, corpus: Corpus) -> None:
    others = [s for s in choosing.nearest(asked, corpus) if s[0].header.commune_code not in asked.codes]
    if others:
        document, figure = others[0]
        writer.say(
            texts.NEAREST_FIGURE.format(
                unit=document.header.commune or corpus.label(document),
                value=figures.shown(figure),
                indicator=figure.indicator,
            ),
            figures.source_of(corpus, document, figure),
        )


def _offer_held(writer: Writer, corpus: Corpus) -> None:
    units = list(dict.fromkeys(d.header.commune for d in corpus.documents if d.header.commune))
    if units:
        writer.say(
            texts.UNITS_HELD.format(count=len(units), units=", ".join(units[:8])), computed=[texts.COUNTED]
        )
