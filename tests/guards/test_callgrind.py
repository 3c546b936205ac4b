"""What Callgrind writes is read as its manual describes it."""

from pathlib import Path

from tests.guards import callgrind
from tests.guards.callgrind import Counted

FIRST = """
fn=(1) main
0 5
cfn=(2) PyObject_Malloc
calls=3 20
0 60
cfn=(3) malloc
calls=7 20
0 70
fn=(3)
cfn=(2)
calls=4 20
0 80

totals: 1234
"""


def test_instructions_and_allocations_are_counted_between_marks(tmp_path: Path) -> None:
    (tmp_path / "app").write_text("totals: 99\n")  # After the last mark.
    (tmp_path / "app.1").write_text(FIRST)
    (tmp_path / "app.2").write_text("totals: 8\n")
    (tmp_path / "app.10").write_text("totals: 9\n")
    assert callgrind.counts(tmp_path / "app") == [Counted(1234, 7), Counted(8, 0), Counted(9, 0)]
