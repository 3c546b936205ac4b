"""How the active session's time is kept, and the gaps that were cut out of sessions."""

from uuid import UUID

import sqlalchemy as sa
from alembic import op

from focus_desktop.model.columns import UtcDateTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "session_clock",
        _session_id(primary_key=True),
        sa.Column("time_up", sa.String(16), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.Column("machine", sa.String(), nullable=False),
        sa.Column("boot_id", sa.String(), nullable=False),
        sa.Column("up_us", sa.BigInteger(), nullable=False),
        sa.Column("awake_us", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("time_up IN ('complete', 'overtime', 'flow')", name="ck_session_clock_time_up"),
    )
    op.create_table(
        "focus_gap",
        sa.Column("id", sa.Uuid(), primary_key=True),
        _session_id(),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=False),
    )
    op.create_index("ix_focus_gap_session_id", "focus_gap", ["session_id"])


def downgrade() -> None:
    """Forget both; the sessions and their intervals stay."""
    op.drop_table("focus_gap")
    op.drop_table("session_clock")


def _session_id(*, primary_key: bool = False) -> sa.Column[UUID]:
    key = sa.ForeignKey("focus_session.id", ondelete="CASCADE")
    return sa.Column("session_id", sa.Uuid(), key, nullable=False, primary_key=primary_key)
