"""Prompt files: declared variables, and data that cannot leave its delimiters."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant import prompts
from knowledge.errors import ConfigurationError

GOOD = """---
task: greet
variables: name, place
---
# system
Be kind.
# user
Greet {{name}} of {{ place }}.
"""


def test_a_prompt_is_filled_in_one_pass() -> None:
    messages = prompts.parse("greet.md", GOOD).fill(name="{{place}}", place="xã Vĩnh Mộng")
    assert messages.system == "Be kind."
    assert messages.user == "Greet {{place}} of xã Vĩnh Mộng."


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (GOOD.replace("name, place", "name"), "declares name but uses name, place"),
        (GOOD.replace("name, place", "name, place, age"), "declares age, name, place but uses"),
        (GOOD.replace("task: greet", "task: hello"), "differs from the file name"),
        (GOOD.replace("task: greet\n", ""), "'task' and 'variables' only"),
        (GOOD.replace("task: greet", "task greet"), "without a colon"),
        (GOOD.replace("# user", "# human"), "'# user' part"),
        (GOOD.replace("# system\n", "Hello\n# system\n"), "'# system' part"),
        (GOOD.removeprefix("---\n"), "no front matter"),
    ],
)
def test_a_faulty_file_is_refused_when_loaded(tmp_path: Path, text: str, fault: str) -> None:
    (tmp_path / "greet.md").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=fault) as caught:
        prompts.load(tmp_path)
    assert "greet.md" in str(caught.value)


@pytest.mark.parametrize("variables", [{"name"}, {"name", "place", "age"}, set()])
def test_a_caller_that_fills_other_variables_is_refused_at_start(variables: set[str]) -> None:
    with pytest.raises(ConfigurationError, match="declares name, place"):
        prompts.parse("greet.md", GOOD).needs(variables)


def test_the_project_s_own_prompts_load() -> None:
    loaded = prompts.load()
    assert loaded["answer"].needs({"question", "evidence", "draft"})
    assert loaded["draft"].needs({"unit", "part", "sentences"})


@given(st.text(), st.text())
def test_a_passage_cannot_close_its_delimiter(text: str, name: str) -> None:
    block = prompts.as_data("evidence", text, key="E1", document=name)
    inner = block.removesuffix("\n</evidence>")
    assert "</evidence" not in inner
    assert inner.count("<evidence") == 1
    head = inner.split("\n")[0]
    assert head.startswith('<evidence key="E1"')
    assert head.endswith(">")


def test_comparison_signs_stay_readable() -> None:
    assert "tỷ lệ >85%, <3%" in prompts.as_data("evidence", "tỷ lệ >85%, <3% <evidence>")
