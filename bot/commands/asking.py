"""`ask` and `chat`."""

from __future__ import annotations

import argparse
import gc
import time
from pathlib import Path
from typing import Any

from bot import texts
from bot.assistant.models import Action, Answer, Question, Role
from bot.commands.output import print_json, read_lines, write_lines
from bot.config import Settings
from knowledge.errors import AssistantError


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the parsers of this group."""
    roles = [role.value for role in Role]
    ask = commands.add_parser("ask", parents=[shared], help=texts.HELP_ASK)
    ask.add_argument("question", nargs="?")
    ask.add_argument("--role", choices=roles, default=Role.OFFICER.value)
    ask.add_argument("--commune")
    ask.add_argument("--json", action="store_true")
    ask.add_argument("--batch", type=Path, metavar="IN.jsonl")
    ask.add_argument("--out", type=Path, metavar="OUT.jsonl")
    ask.set_defaults(run=_ask)
    chat = commands.add_parser("chat", parents=[shared], help=texts.HELP_CHAT)
    chat.add_argument("--role", choices=roles, default=Role.OFFICER.value)
    chat.add_argument("--commune")
    chat.set_defaults(run=lambda chosen, settings: talk(settings, chosen.role, chosen.commune))


def _ask(chosen: argparse.Namespace, settings: Settings) -> int:
    from bot import wiring

    if bool(chosen.batch) != bool(chosen.out) or bool(chosen.batch) == bool(chosen.question):
        raise SystemExit(_usage(texts.ASK_USAGE))
    if chosen.question:
        gc.disable()  # the process ends with the answer: a fifth of the time of the first one was spent in it
    assistant = wiring.assistant(settings)
    if chosen.batch:
        write_lines(chosen.out, (_record(assistant, row) for row in read_lines(chosen.batch)))
        return 0
    row = {"question": chosen.question, "role": chosen.role, "commune": chosen.commune}
    record = _record(assistant, row)
    if chosen.json:
        print_json(record)
    else:
        print(record["text"])
    return 0


def _usage(text: str) -> int:
    import sys

    print(text, file=sys.stderr)
    return 2


def _record(assistant: Any, row: dict[str, Any]) -> dict[str, Any]:
    """One line of the contract's answer form."""
    from bot.rendering.message import plain_text

    started = time.perf_counter()
    try:
        question = Question(
            text=row["question"],
            role=Role(row.get("role") or Role.OFFICER),
            commune=row.get("commune"),
            history=tuple(row.get("history") or ()),
        )
    except (KeyError, ValueError) as error:
        raise AssistantError(f"câu hỏi {row.get('id', '?')}: {error}") from None
    answer: Answer = assistant.answer(question)
    return {
        **({"id": row["id"]} if "id" in row else {}),
        "status": answer.status.value,
        "text": plain_text(answer),
        "citations": [
            {"document": s.document, "section": s.section, "quote": s.quote} for s in answer.sources
        ],
        "instruments": list(answer.instruments),
        "latency_ms": round((time.perf_counter() - started) * 1000, 1),
    }


def talk(settings: Settings, role: str, commune: str | None) -> int:
    """The conversation in the terminal, until an empty line's end of input or /thoat. Files asked for are
    written to the directory it was started in."""
    from bot import wiring
    from bot.assistant.choices import chosen
    from bot.rendering.exports import file_asked_for
    from bot.rendering.message import plain_text
    from bot.store.drafts import DraftRecord

    assistant = wiring.assistant(settings)
    drafts = wiring.kept_drafts(settings)
    print(texts.CHAT_WELCOME)
    history: list[str] = []
    offered: tuple[Action, ...] = ()
    while True:
        try:
            text = input(texts.CHAT_PROMPT).strip()
        except EOFError:
            return 0
        if text in ("/thoat", "/exit", "/quit"):
            return 0
        if text == "/moi":
            history.clear()
            drafts.close(*TERMINAL)
            offered = ()
            continue
        if not text:
            continue
        action = chosen(offered, text)
        text = action.question if action else text
        question = Question(
            text=text,
            role=Role(role),
            commune=commune,
            history=tuple(history[-6:]),
            interactive=True,
            drafts=drafts.of(*TERMINAL, window=DAY),
        )
        if (kind := file_asked_for(text)) is not None:
            print("\n" + _file(kind, question, assistant) + "\n")
            continue
        answer = assistant.answer(question)
        if answer.step is not None:
            drafts.keep(DraftRecord(*TERMINAL, None, answer.step))
        offered = answer.actions
        print("\n" + plain_text(answer) + "\n")
        if offered:
            print(texts.CHAT_CHOICES)
            print(*(f"  {number}. {a.label}" for number, a in enumerate(offered, 1)), "", sep="\n")
        history.append(text)


TERMINAL = (0, 0)
"""User and chat of the conversation in the terminal; Telegram gives nobody this number."""
DAY = 86_400.0
"""Seconds for which a draft stays the one that is spoken of."""


def _file(kind: str, question: Question, assistant: Any) -> str:
    """Writes the file that is asked for; what is said of it."""
    from bot.rendering.exports import latest

    made = latest(kind, question.history, question, assistant.corpus)
    if made is None:
        return texts.NOTHING_TO_WRITE
    path = Path(made.name)
    path.write_bytes(made.content)
    return texts.DRAFT_WRITTEN.format(path=path.resolve())
