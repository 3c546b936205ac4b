"""The schema's history. `HEAD` is known here so that Alembic is imported only when it has work."""

HEAD = "0004"
