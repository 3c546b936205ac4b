"""What all tables have in common."""

from sqlmodel import SQLModel


class Table(SQLModel, defer_build=True):
    """A row of the store. Pydantic's validator is built when it is first needed, as that takes long."""
