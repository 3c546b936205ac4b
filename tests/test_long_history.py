"""The long history of the benchmarks is one that the app itself could have written."""

import sqlite3
from contextlib import closing
from pathlib import Path

from focus_desktop.store.database import Database
from tests.benchmarks import long_history

TOTALS = """
SELECT count(*) FROM session_total t WHERE focused_us <> (
    SELECT sum(round((julianday(ended_at) - julianday(started_at)) * 86400000)) * 1000
    FROM focus_interval i WHERE i.session_id = t.session_id
) AND abs(focused_us - (
    SELECT sum(round((julianday(ended_at) - julianday(started_at)) * 86400000)) * 1000
    FROM focus_interval i WHERE i.session_id = t.session_id
)) > 5000
"""
"""How many totals are more than 5 ms off; SQLite's days have a resolution of about that."""


def test_it_is_whole(tmp_path: Path) -> None:
    empty, file = tmp_path / "empty.db", tmp_path / "long.db"
    Database(f"sqlite:///{empty}").close()
    long_history.write(file, 500)
    with closing(sqlite3.connect(file)) as long, closing(sqlite3.connect(empty)) as made:
        counts = [
            long.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("focus_session", "session_total", "quest")
        ]
        assert counts == [500, 500, long_history.QUESTS]
        assert long.execute(TOTALS).fetchone() == (0,)
        helpers = [sorted(one.execute(long_history.HELPERS).fetchall()) for one in (long, made)]
        assert helpers[0] == helpers[1]
    database = Database(f"sqlite:///{file}")
    assert database.check().place
    assert database.unreadable_rows() == []
    database.close()
