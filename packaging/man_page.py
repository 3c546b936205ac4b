"""Writes the manual page from what the command line says of itself, so that the two cannot differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from focus_desktop import paths, wording
from focus_desktop.cli import commands as cli

if TYPE_CHECKING:
    from collections.abc import Iterator


def page(version: str, date: str, summary: str) -> str:
    """The page in the markup of `man`."""
    command = cli.translated_command()
    context = command.context_class(command, info_name=paths.APP_NAME)
    lines = [
        f'.TH {paths.APP_NAME.upper()} 1 {date} "{wording.APP_TITLE} {version}"',
        ".SH NAME",
        f"{_plain(paths.APP_NAME)} \\- {_plain(summary)}",
        ".SH SYNOPSIS",
        *_usage(command, context),
        ".SH DESCRIPTION",
        _plain(command.help),
        ".SH OPTIONS",
        *_options(command, context),
        ".SH COMMANDS",
        *_verbs(command, context),
    ]
    return "\n".join(lines) + "\n"


def _verbs(group: Any, context: Any) -> Iterator[str]:
    for name, command in group.commands.items():
        inner = command.context_class(command, info_name=name, parent=context)
        if hasattr(command, "commands"):
            yield from _verbs(command, inner)
            continue
        yield f'.SS "{_plain(inner.command_path.removeprefix(paths.APP_NAME).strip())}"'
        yield from (*_usage(command, inner), ".PP", _plain(command.help))
        yield from _options(command, inner)


def _usage(command: Any, context: Any) -> tuple[str, str]:
    return f".B {_plain(context.command_path)}", _plain(" ".join(command.collect_usage_pieces(context)))


def _options(command: Any, context: Any) -> Iterator[str]:
    for parameter in command.get_params(context):
        is_for_all = parameter.name == "help" and context.parent is not None
        if not is_for_all and (record := parameter.get_help_record(context)):
            name, about = record
            yield from (".TP", f".B {_plain(name)}", _plain(about))


def _plain(text: str) -> str:
    """Text as it stands; `man` would take a dash for a hyphen, and a dot before a line for its own."""
    return "\\&" + " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
