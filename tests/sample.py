"""The assistant over the sample corpus, as tests and the README use it.

`python -m tests.sample` writes the conversation of the README anew, from the questions that stand in it.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bot import texts, wiring
from bot.assistant import reload
from bot.assistant.models import Question
from bot.assistant.service import Assistant
from bot.config import Settings
from bot.rendering.message import plain_text
from knowledge import sample_corpus

README = Path(__file__).parents[1] / "README.md"
_BLOCK = re.compile(r"```text\n(.*?)```\n", re.DOTALL)


def load(data: Path, *folders: Path) -> Assistant:
    """Folders (the sample corpus where none is named) loaded into a data directory; no model, whatever the
    environment says."""
    settings = Settings()
    settings.data, settings.openai_key = data, None
    reload.load(
        wiring.knowledge_base(settings), folders or [sample_corpus.folder()], wiring.embedder(settings)
    )
    return wiring.assistant(settings)


def written_conversation() -> str:
    """The conversation that the README shows. Raises ValueError where it shows none."""
    block = _BLOCK.search(README.read_text(encoding="utf-8"))
    if block is None:
        raise ValueError("README.md has no ```text block")
    return block[1]


def questions(conversation: str) -> list[str]:
    """What is asked in a conversation."""
    prompt = texts.CHAT_PROMPT
    return [line.removeprefix(prompt) for line in conversation.splitlines() if line.startswith(prompt)]


def conversation(assistant: Assistant, asked: Sequence[str]) -> str:
    """The conversation as `baocao chat` shows it."""
    turns = []
    for at, text in enumerate(asked):
        question = Question(text=text, history=tuple(asked[:at]), interactive=True)
        turns.append(f"{texts.CHAT_PROMPT}{text}\n\n{plain_text(assistant.answer(question))}\n")
    return "\n".join(turns)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        now = conversation(load(Path(folder)), questions(written_conversation()))
    page = README.read_text(encoding="utf-8")
    README.write_text(_BLOCK.sub(lambda _: f"```text\n{now}```\n", page, count=1), encoding="utf-8")
