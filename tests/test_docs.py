"""The documentation speaks of what exists: commands, settings, files, rights."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from bot.cli import _parser
from bot.config import Settings
from bot.telegram.access import COMMANDS, RIGHTS

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)

ROLES = {"officer": "Cán bộ", "supervisor": "Lãnh đạo", "admin": "Quản trị"}


def subcommands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    found = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(found[0].choices) if found else {}


def code(page: Path) -> str:
    text = page.read_text(encoding="utf-8")
    return "\n".join(re.findall(r"```[a-z]*\n(.*?)```", text, re.DOTALL) + re.findall(r"`([^`\n]+)`", text))


@pages
def test_shell_commands_exist(page: Path) -> None:
    commands = subcommands(_parser())
    for name, rest in re.findall(r"\bbaocao ([a-z]+)((?: [^\n#]*)?)", code(page)):
        assert name in commands, f"baocao {name}"
        parser = commands[name]
        inner = subcommands(parser)
        if inner and rest.split():
            parser = inner[rest.split()[0]]
        for option in re.findall(r" (--[a-z-]+)", rest):
            assert option in parser._option_string_actions, f"baocao {name} {option}"


@pages
def test_make_targets_exist(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"\bmake ([a-z]+)\b", code(page)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"make {target}"


@pages
def test_files_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for link in re.findall(r"\]\((?!http)([^)#]+)", text):
        assert (page.parent / link).exists(), link
    for path in re.findall(r"`((?:bot|knowledge|retrieval|prompts|tests|docs)/[\w./]+)`", text):
        assert (ROOT / path).exists(), path


def test_every_setting_is_in_the_example_and_the_reverse() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    shown = set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE))
    read = {str(field.validation_alias) for field in Settings.model_fields.values()}
    assert shown == read


@pages
def test_settings_named_in_pages_exist(page: Path) -> None:
    read = {str(field.validation_alias) for field in Settings.model_fields.values()}
    assert set(re.findall(r"`((?:BAOCAO|OPENAI|TELEGRAM)_[A-Z_]+)", page.read_text(encoding="utf-8"))) <= read


@pages
def test_chat_commands_exist(page: Path) -> None:
    named = re.findall(r"`/([a-z]+)", page.read_text(encoding="utf-8"))
    outside_the_bot = {"thoat", "health"}  # of the terminal chat, and of the web server
    assert set(named) <= {*COMMANDS, *outside_the_bot}


def test_rights_table_is_the_one_in_force() -> None:
    text = (ROOT / "docs" / "huong-dan-quan-tri.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z_]+)` \|[^|]*\|([^\n]+)\|$", text, re.MULTILINE)
    shown = {
        name: {role for role, cell in zip(ROLES, cells.split("|"), strict=True) if "✓" in cell}
        for name, cells in rows
    }
    assert shown == {right.value: {role.value for role in roles} for right, roles in RIGHTS.items()}
