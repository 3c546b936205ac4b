"""Writes the manual page from the help texts of the command line, so that the two cannot differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from focus_desktop import paths, wording
from focus_desktop.cli import commands as cli

if TYPE_CHECKING:
    from collections.abc import Iterator


def page(version: str, date: str, summary: str) -> str:
    """Return the page in the markup of `man`."""
    command = cli.translated_command()
    context = command.context_class(command, info_name=paths.APP_NAME)
    lines = [
        f'.TH {paths.APP_NAME.upper()} 1 {date} "{wording.APP_TITLE} {version}"',
        ".SH NAME",
        f"{_escaped(paths.APP_NAME)} \\- {_escaped(summary)}",
        ".SH SYNOPSIS",
        *_usage(command, context),
        ".SH DESCRIPTION",
        _escaped(command.help),
        ".SH OPTIONS",
        *_options(command, context),
        ".SH COMMANDS",
        *_command_sections(command, context),
    ]
    return "\n".join(lines) + "\n"


def _command_sections(group: Any, context: Any) -> Iterator[str]:
    for name, command in group.commands.items():
        inner = command.context_class(command, info_name=name, parent=context)
        if hasattr(command, "commands"):
            yield from _command_sections(command, inner)
            continue
        yield f'.SS "{_escaped(inner.command_path.removeprefix(paths.APP_NAME).strip())}"'
        yield from (*_usage(command, inner), ".PP", _escaped(command.help))
        yield from _options(command, inner)


def _usage(command: Any, context: Any) -> tuple[str, str]:
    return f".B {_escaped(context.command_path)}", _escaped(" ".join(command.collect_usage_pieces(context)))


def _options(command: Any, context: Any) -> Iterator[str]:
    for parameter in command.get_params(context):
        is_repeated = parameter.name == "help" and context.parent is not None
        if not is_repeated and (record := parameter.get_help_record(context)):
            name, help_text = record
            yield from (".TP", f".B {_escaped(name)}", _escaped(help_text))


def _escaped(text: str) -> str:
    """Escape a text. Otherwise `man` makes hyphens of dashes, and reads a line with a dot as a command."""
    return "\\&" + " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
