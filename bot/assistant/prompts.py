"""Prompts are Markdown files: front matter that declares the variables, then a system and a user part.

    ---
    task: answer
    variables: question, evidence
    ---
    # system
    …
    # user
    Câu hỏi: {{question}}

A file whose text uses a variable that it does not declare, or declares one that it does not use, is
refused when it is loaded, and so is a caller that would fill other variables: at start, not at the
first question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.abc import Traversable
from importlib.resources import files
from typing import NamedTuple

from knowledge.errors import ConfigurationError

_FRONT_MATTER = re.compile(r"\A---\n(?P<fields>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
_PART = re.compile(r"^# (system|user)\n", re.MULTILINE)
_VARIABLE = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}")
_TAG = re.compile(r"<(?=[/!?a-zA-Z])")


class Messages(NamedTuple):
    """What is sent to a model: the rules, and the material with the request."""

    system: str
    user: str


class Prompt(NamedTuple):
    """One model task. `variables` are exactly the names that `fill` takes."""

    task: str
    variables: frozenset[str]
    system: str
    user: str

    def needs(self, variables: Iterable[str]) -> Prompt:
        """This prompt, if its variables are the ones the caller fills. Raises ConfigurationError."""
        if self.variables != frozenset(variables):
            raise ConfigurationError(
                f"prompt '{self.task}' declares {_listed(self.variables)}, "
                f"but its caller fills {_listed(variables)}; change prompts/{self.task}.md or the caller"
            )
        return self

    def fill(self, **values: str) -> Messages:
        """Put the values in, in one pass: a value is never searched for variables."""
        self.needs(values)
        return Messages(
            *(_VARIABLE.sub(lambda match: values[match[1]], part) for part in (self.system, self.user))
        )


def parse(name: str, text: str) -> Prompt:
    """Read one prompt file. Raises ConfigurationError that names the file and the fault."""
    matter = _FRONT_MATTER.match(text)
    if matter is None:
        raise ConfigurationError(f"prompts/{name}: no front matter between two '---' lines")
    fields = dict(_field(name, line) for line in matter["fields"].splitlines())
    if fields.keys() != {"task", "variables"}:
        raise ConfigurationError(f"prompts/{name}: front matter must hold 'task' and 'variables' only")
    if fields["task"] != name.removesuffix(".md"):
        raise ConfigurationError(f"prompts/{name}: task '{fields['task']}' differs from the file name")
    pieces = _PART.split(matter["body"])
    if pieces[1::2] != ["system", "user"] or pieces[0].strip():
        raise ConfigurationError(f"prompts/{name}: needs a '# system' part, then a '# user' part")
    declared = frozenset(name.strip() for name in fields["variables"].split(",") if name.strip())
    used = frozenset(_VARIABLE.findall(matter["body"]))
    if declared != used:
        raise ConfigurationError(
            f"prompts/{name}: declares {_listed(declared)} but uses {_listed(used)}; make them the same"
        )
    return Prompt(fields["task"], declared, pieces[2].strip(), pieces[4].strip())


def load(folder: Traversable | None = None) -> dict[str, Prompt]:
    """Every prompt of the folder (by default the project's own) by task. Raises ConfigurationError."""
    found = [entry for entry in (folder or files("prompts")).iterdir() if entry.name.endswith(".md")]
    prompts = [parse(entry.name, entry.read_text(encoding="utf-8")) for entry in found]
    return {prompt.task: prompt for prompt in prompts}


def as_data(tag: str, text: str, **attributes: str) -> str:
    """A passage between delimiters that it cannot close: tags inside the text lose their bracket."""
    shown = "".join(f' {name}="{_defuse(value)}"' for name, value in attributes.items() if value)
    return f"<{tag}{shown}>\n{_TAG.sub('‹', text)}\n</{tag}>"


def _defuse(value: str) -> str:
    return re.sub(r'[<>"\s]+', " ", value)


def _field(name: str, line: str) -> tuple[str, str]:
    key, colon, value = line.partition(":")
    if not colon:
        raise ConfigurationError(f"prompts/{name}: front matter line without a colon: {line!r}")
    return key.strip(), value.strip()


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "no variables"
