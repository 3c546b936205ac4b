"""What the pages of history, quests and statistics need beside the documented tables."""

import sqlalchemy as sa
from alembic import op

from focus_desktop.model.columns import UtcDateTime
from focus_desktop.store.migrations import session_totals
from focus_desktop.store.migrations.session_totals import COPIED_0003

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables, the triggers and the indexes, and sum up the sessions that are there."""
    _make_quest_details()
    _make_session_original()
    _make_session_total()
    _make_indexes()


def downgrade() -> None:
    """Forget all of it; quests, sessions and intervals stay."""
    for statement in session_totals.dropped(op.get_bind().dialect.name):
        op.execute(statement)
    op.drop_index("ix_focus_interval_started_at", "focus_interval")
    op.drop_index("ix_focus_interval_over_a_day", "focus_interval")
    op.create_index("ix_focus_interval_ended_at", "focus_interval", ["ended_at"])
    for table in ("session_total", "original_interval", "session_original", "quest_details"):
        op.drop_table(table)


def _make_quest_details() -> None:
    op.create_table(
        "quest_details",
        sa.Column("quest_id", sa.Uuid(), sa.ForeignKey("quest.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("colour", sa.Integer()),
        sa.Column("unit", sa.String(30)),
        sa.Column("weekly_budget_minutes", sa.Integer()),
        sa.CheckConstraint("colour BETWEEN 0 AND 4", name="ck_quest_details_colour"),
        sa.CheckConstraint("length(unit) BETWEEN 1 AND 30", name="ck_quest_details_unit"),
        sa.CheckConstraint(
            "weekly_budget_minutes BETWEEN 1 AND 10080", name="ck_quest_details_weekly_budget_minutes"
        ),
    )


def _make_session_original() -> None:
    session = sa.ForeignKey("focus_session.id", ondelete="CASCADE")
    op.create_table(
        "session_original",
        sa.Column("session_id", sa.Uuid(), session, primary_key=True),
        sa.Column("quest_id", sa.Uuid()),
        sa.Column("description", sa.String(1000)),
        sa.Column("duration_minutes", sa.Integer(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("completed_at", UtcDateTime()),
    )
    original = sa.ForeignKey("session_original.session_id", ondelete="CASCADE")
    op.create_table(
        "original_interval",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("session_id", sa.Uuid(), original, nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=False),
    )
    op.create_index("ix_original_interval_session_id", "original_interval", ["session_id"])


def _make_session_total() -> None:
    session = sa.ForeignKey("focus_session.id", ondelete="CASCADE")
    op.create_table(
        "session_total",
        sa.Column("session_id", sa.Uuid(), session, primary_key=True),
        sa.Column("quest_id", sa.Uuid()),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("description", sa.String(1000)),
        sa.Column("focused_us", sa.BigInteger(), nullable=False),
    )
    dialect = op.get_bind().dialect.name
    op.execute(session_totals.summed_up(dialect, COPIED_0003))
    for name, columns in {
        "ix_session_total_started_at": ["started_at", "session_id", "quest_id", "status", "focused_us"],
        "ix_session_total_quest_id": ["quest_id", "started_at", "session_id", "status", "focused_us"],
        "ix_session_total_status": ["status", "started_at", "session_id", "quest_id", "focused_us"],
        "ix_session_total_focused_us": ["focused_us", "started_at", "session_id", "status"],
    }.items():
        op.create_index(name, "session_total", columns)
    if dialect == "sqlite":  # PostgreSQL allows no entries as long as descriptions may be.
        description = sa.text("description COLLATE NOCASE")
        rest = ["started_at", "session_id", "quest_id", "status", "focused_us"]
        op.create_index("ix_session_total_description", "session_total", [description, *rest])
    for statement in session_totals.created(dialect, COPIED_0003):
        op.execute(statement)


def _make_indexes() -> None:
    op.drop_index("ix_focus_interval_ended_at", "focus_interval")
    op.create_index(
        "ix_focus_interval_started_at", "focus_interval", ["started_at", "ended_at", "session_id"]
    )
    op.create_index(
        "ix_focus_interval_over_a_day",
        "focus_interval",
        ["ended_at"],
        sqlite_where=sa.text("julianday(ended_at) - julianday(started_at) > 1"),
        postgresql_where=sa.text("ended_at - started_at > interval '1 day'"),
    )
