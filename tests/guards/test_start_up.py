"""Start-up imports no more than before, and before the first paint only what that needs."""

from pathlib import Path

from tests.guards import bounds, counts


def test_no_more_modules_are_imported_than_before(home: Path) -> None:
    ours, others = counts.modules(home)
    bounds.check("modules of ours", ours)
    bounds.check("modules of others", others)


def test_what_the_first_paint_does_not_need_is_imported_after_it(home: Path) -> None:
    assert counts.imported_too_early(home, bounds.late_modules()) == []
