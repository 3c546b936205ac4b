"""Quests, focus sessions and their intervals, with every rule that the design names."""

import sqlalchemy as sa
from alembic import op

from focus_desktop.model.columns import UtcDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the three tables and their indexes."""
    _make_quest()
    _make_focus_session()
    _make_focus_interval()


def _make_quest() -> None:
    op.create_table(
        "quest",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("current_value", sa.Integer(), nullable=False),
        sa.Column("target_value", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(title) BETWEEN 1 AND 200", name="ck_quest_title"),
        sa.CheckConstraint("status IN ('active', 'completed', 'archived')", name="ck_quest_status"),
        sa.CheckConstraint("current_value >= 0", name="ck_quest_current_value"),
        sa.CheckConstraint("target_value >= 1", name="ck_quest_target_value"),
    )


def _make_focus_session() -> None:
    op.create_table(
        "focus_session",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("quest_id", sa.Uuid(), sa.ForeignKey("quest.id", ondelete="SET NULL")),
        sa.Column("description", sa.String(1000)),
        sa.Column("duration_minutes", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("completed_at", UtcDateTime()),
        sa.CheckConstraint("length(description) <= 1000", name="ck_focus_session_description"),
        sa.CheckConstraint("duration_minutes BETWEEN 1 AND 1440", name="ck_focus_session_duration_minutes"),
        sa.CheckConstraint("status IN ('active', 'completed', 'cancelled')", name="ck_focus_session_status"),
        sa.CheckConstraint(
            "(status = 'completed') = (completed_at IS NOT NULL)",
            name="ck_focus_session_completed_at",
        ),
    )
    for name, columns in {
        "ix_focus_session_started_at": ["started_at", "id"],
        "ix_focus_session_quest_id": ["quest_id", "started_at", "id"],
        "ix_focus_session_status": ["status", "started_at", "id"],
        "ix_focus_session_quest_id_status": ["quest_id", "status", "started_at", "id"],
    }.items():
        op.create_index(name, "focus_session", columns)
    _make_unique("uq_focus_session_one_active", "focus_session", "status", "status = 'active'")


def _make_focus_interval() -> None:
    op.create_table(
        "focus_interval",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column(
            "session_id",
            sa.Uuid(),
            sa.ForeignKey("focus_session.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime()),
        sa.CheckConstraint("ended_at IS NULL OR ended_at >= started_at", name="ck_focus_interval_end"),
    )
    op.create_index("ix_focus_interval_session_id", "focus_interval", ["session_id"])
    op.create_index("ix_focus_interval_ended_at", "focus_interval", ["ended_at"])
    _make_unique("uq_focus_interval_one_open", "focus_interval", "(ended_at IS NULL)", "ended_at IS NULL")


def _make_unique(name: str, table: str, expression: str, where: str) -> None:
    """A unique index over only those rows that `where` selects."""
    op.create_index(
        name,
        table,
        [sa.text(expression)],
        unique=True,
        sqlite_where=sa.text(where),
        postgresql_where=sa.text(where),
    )
