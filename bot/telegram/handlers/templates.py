"""The officer's own Word template, sent as a file: filled from a draft and sent back."""

from __future__ import annotations

from bot.assistant.draft import Draft
from bot.store.uploads import Upload
from bot.telegram import texts
from bot.telegram.handlers.ask import answer_text
from bot.telegram.outgoing import Attachment
from bot.telegram.turn import Turn


def filled(turn: Turn, upload: Upload) -> bool:
    """Whether the file is a template (a .docx with marked fields): then it is filled from the draft that
    its caption asks for ("/soan khó khăn"), else from the one last worked on, or what is wrong is said."""
    if upload.path.suffix.lower() != ".docx":
        return False
    from bot.rendering.template_fields import fill_template
    from bot.rendering.word_template import NoWordFile, TemplateError, fields

    template = upload.path.read_bytes()
    try:
        if not fields(template):
            return False
        draft = _draft(turn)
        if draft is None:
            turn.say(texts.TEMPLATE_NO_DRAFT)
            return True
        made = fill_template(template, draft)
    except NoWordFile:
        return False
    except TemplateError as error:
        turn.say(texts.TEMPLATE_FAILED.format(name=upload.file_name, reason=error))
        return True
    path = upload.path.with_name(texts.TEMPLATE_FILLED.format(stem=upload.path.stem))
    path.write_bytes(made)
    turn.send_file(Attachment(path=str(path), name=path.name), texts.TEMPLATE_CAPTION)
    return True


def _draft(turn: Turn) -> Draft | None:
    words = turn.incoming.arguments if turn.incoming.command == "soan" else turn.incoming.text
    if words and turn.incoming.command in (None, "soan"):
        answer_text(turn, texts.DRAFT_QUESTION.format(what=words) if turn.incoming.command else words)
    if turn.draft is not None and turn.draft.step.content is not None:
        return turn.draft.step.content
    drafts = turn.drafts()
    latest = next(iter(drafts.listed()), None)
    return drafts.content(latest.id, latest.current) if latest else None
