"""`baocao`: the same assistant on the command line.

Exit status: 0 done, 1 the work failed, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from bot import config, texts
from knowledge.errors import AssistantError

_YOUNG_OBJECTS = 50_000
"""Objects made before garbage is looked for among them. Importing makes some 300,000 that stay: looking each
time that 700 are new takes a tenth of the time of a question from the shell."""
_GROUPS = ("asking", "drafting", "reviewing", "extracting", "comparing", "loading", "serving", "evaluating")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command."""
    gc.set_threshold(_YOUNG_OBJECTS)
    parser = _parser()
    chosen = parser.parse_args(arguments)
    try:
        settings = config.load()
        if chosen.data is not None:
            settings.data = chosen.data
        return int(chosen.run(chosen, settings) or 0)
    except AssistantError as error:
        print(texts.COMMAND_FAILED.format(error=error), file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--data", type=Path, help=texts.HELP_DATA)
    parser = argparse.ArgumentParser(prog="baocao", description=texts.HELP_PROGRAM)
    commands = parser.add_subparsers(required=True, metavar=texts.HELP_COMMAND)
    for group in _GROUPS:
        import_module(f"bot.commands.{group}").add_commands(commands, shared)
    return parser


if __name__ == "__main__":
    sys.exit(main())
