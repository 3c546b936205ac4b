"""Each session's planned length in `session_total`, by which statistics count and the history is searched."""

import sqlalchemy as sa
from alembic import op

from focus_desktop.model.columns import UtcDateTime
from focus_desktop.store.migrations import session_totals
from focus_desktop.store.migrations.session_totals import COPIED, COPIED_0003

revision = "0004"
down_revision = "0003"

_ALL = ("started_at", "session_id", "quest_id", "status", "focused_us", "duration_minutes")


def upgrade() -> None:
    """Make the table anew, with the planned length, and each index with all but the descriptions."""
    _remove()
    _make(sa.Column("duration_minutes", sa.Integer(), nullable=False))
    _fill(COPIED)
    for first in ("started_at", "quest_id", "status", "focused_us", "duration_minutes"):
        _index(first, *(column for column in _ALL if column != first))
    _index_descriptions(*_ALL)


def downgrade() -> None:
    """Make the table as it was."""
    _remove()
    _make()
    _fill(COPIED_0003)
    _index("started_at", "session_id", "quest_id", "status", "focused_us")
    _index("quest_id", "started_at", "session_id", "status", "focused_us")
    _index("status", "started_at", "session_id", "quest_id", "focused_us")
    _index("focused_us", "started_at", "session_id", "status")
    _index_descriptions("started_at", "session_id", "quest_id", "status", "focused_us")


def _remove() -> None:
    for statement in session_totals.dropped(op.get_bind().dialect.name):
        op.execute(statement)
    op.drop_table("session_total")


def _make(*planned: sa.Column[int]) -> None:
    session = sa.ForeignKey("focus_session.id", ondelete="CASCADE")
    op.create_table(
        "session_total",
        sa.Column("session_id", sa.Uuid(), session, primary_key=True),
        sa.Column("quest_id", sa.Uuid()),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("description", sa.String(1000)),
        *planned,
        sa.Column("focused_us", sa.BigInteger(), nullable=False),
    )


def _fill(copied: tuple[str, ...]) -> None:
    dialect = op.get_bind().dialect.name
    for statement in (session_totals.summed_up(dialect, copied), *session_totals.created(dialect, copied)):
        op.execute(statement)


def _index(first: str, *others: str) -> None:
    op.create_index(f"ix_session_total_{first}", "session_total", [first, *others])


def _index_descriptions(*others: str) -> None:
    if op.get_bind().dialect.name == "sqlite":  # PostgreSQL allows no entries as long as descriptions may be.
        description = sa.text("description COLLATE NOCASE")
        op.create_index("ix_session_total_description", "session_total", [description, *others])
