"""Prints what is counted beside the bounds. `--lower` lowers bounds to what is counted now.

Only some kinds are counted if they are named, as in `python -m tests.guards modules rest`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from tests.guards import bounds, counts
from tests.guards.bounds import Bound
from tests.guards.processes import ROOT
from tests.postgres import PostgresServer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tests.guards.counts import Figures

    Groups = dict[str, Figures]


def main(arguments: Sequence[str]) -> int:
    """Count, print, and lower bounds if that is asked for; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.guards", description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"only some of {', '.join(KINDS)}")
    parser.add_argument("--lower", action="store_true", help="write lower bounds, and those that are new")
    options = parser.parse_args(arguments)
    if unknown := set(options.kinds) - KINDS.keys():
        parser.error(f"There is no {', '.join(unknown)}; there are {', '.join(KINDS)}.")
    groups = _counted(options.kinds or list(KINDS))
    for group, figures in groups.items():
        _print(group, figures)
    if options.lower:
        _lower(groups)
    return 0


def _counted(kinds: Sequence[str]) -> Groups:
    groups: Groups = {}
    with tempfile.TemporaryDirectory(prefix="guards-") as folder:
        for kind in kinds:
            print(f"counting {kind} …", file=sys.stderr, flush=True)
            groups |= KINDS[kind](Path(folder) / kind)
    return groups


def _statements(folder: Path) -> Groups:
    groups: Groups = {}
    with PostgresServer() as server:

        def new_file() -> str:
            return f"sqlite:///{folder / uuid4().hex / 'focus.db'}"

        for store, new in (("SQLite", new_file), ("PostgreSQL", server.new_database)):
            verbs, pages = counts.verbs(new(), new()), counts.pages(folder / store, new())
            groups |= {
                f"statements of verbs, {store}": verbs[0],
                f"transactions of verbs, {store}": verbs[1],
                f"statements of pages, {store}": pages[0],
                f"transactions of pages, {store}": pages[1],
            }
    return groups


MODULES = ("modules of ours", "modules of others")
KINDS: dict[str, Callable[[Path], Groups]] = {
    "modules": lambda home: dict(zip(MODULES, counts.modules(home), strict=True)),
    "instructions": lambda home: {"instructions": counts.instructions(home)},
    "rest": lambda home: {"at rest": counts.at_rest(home)},
    "growth": lambda home: {"growth": counts.growth(home)},
    "statements": _statements,
}


def _print(group: str, figures: Mapping[str, float]) -> None:
    known = bounds.of_group(group)
    print(f"\n{group:<52}{'counted':>10}{'bound':>10}{'usual':>10}  set by")
    for name, figure in figures.items():
        bound = known.get(name)
        largest, commit = ("", "") if bound is None else (f"{bound.largest:g}", bound.commit)
        verdict = "  EXCEEDED" if bound is not None and figure > bound.largest else ""
        usual = bounds.usual(group, figure)
        print(f"  {name:<50}{figure:>10.4g}{largest:>10}{usual:>10g}  {commit}{verdict}")


def _lower(groups: Groups) -> None:
    """Write the bounds that are usual for these figures, where these are lower or there is none yet."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()
    lowered = {group: bounds.of_group(group) for group in (*bounds.groups(), *groups)}
    for group, figures in groups.items():
        for name, figure in figures.items():
            usual, known = bounds.usual(group, figure), lowered[group].get(name)
            if known is None or usual < known.largest:
                new = known or Bound(usual, commit)
                lowered[group][name] = replace(new, largest=usual, commit=commit)
    bounds.write(lowered)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
