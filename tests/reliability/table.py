"""What the tests of reliability have counted, as rows of one table at the end of the run."""

from __future__ import annotations

from dataclasses import astuple, dataclass, field

import pytest

PROPERTY = "reliability"
"""The name under which a test's report carries its row."""
HEADINGS = ("what", "rounds", "acknowledged", "lost", "doubled", "broken", "")


@dataclass
class Tally:
    """What one test has counted."""

    what: str
    rounds: int = 0
    acknowledged: int = 0
    """Calls that have returned: what they have done must be there for ever."""
    lost: int = 0
    doubled: int = 0
    broken: int = 0
    """Half done, damaged, or left over."""
    note: str = ""
    faults: list[str] = field(default_factory=list)

    def lose(self, fault: str) -> None:
        """Count something that was acknowledged and is not there."""
        self.lost += 1
        self.faults.append(f"lost: {fault}")

    def double(self, fault: str) -> None:
        """Count something that was done twice."""
        self.doubled += 1
        self.faults.append(f"doubled: {fault}")

    def damage(self, fault: str) -> None:
        """Count something that is neither as it was nor as it should be."""
        self.broken += 1
        self.faults.append(f"broken: {fault}")

    def check(self) -> None:
        """Fail the test if there was any fault."""
        assert not self.faults, "\n".join(self.faults[:20])

    def row(self) -> list[str | int]:
        """Its row of the table."""
        return list(astuple(self)[: len(HEADINGS)])


def show(reporter: pytest.TerminalReporter) -> None:
    """Print the rows of all tests of this run, if there are any."""
    reports = [
        report
        for some in reporter.stats.values()
        for report in some
        if isinstance(report, pytest.TestReport) and report.when == "teardown"
    ]
    found = [
        [str(cell) for cell in row]
        for report in reports
        for name, row in report.user_properties
        if name == PROPERTY and isinstance(row, list)
    ]
    if found:
        reporter.section("reliability")
        for line in _lines(sorted(found)):
            reporter.write_line(line)


def _lines(rows: list[list[str]]) -> list[str]:
    texts = [list(HEADINGS), *rows]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    return [
        "  ".join([text[0].ljust(widths[0]), *map(str.rjust, text[1:-1], widths[1:-1]), text[-1]]).rstrip()
        for text in texts
    ]
