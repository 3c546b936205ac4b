"""Alembic's entry: migrations run on the connection, and in the transaction, that we were given."""

from alembic import context
from sqlmodel import SQLModel

from focus_desktop.model import focus_gap, focus_interval, focus_session, quest, session_clock

# Imported for their tables, which autogenerate compares with the database.
_TABLES = (focus_gap, focus_interval, focus_session, quest, session_clock)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
