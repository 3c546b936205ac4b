"""Writes the store of each schema that has none yet."""

from pathlib import Path
from tempfile import TemporaryDirectory

from alembic.script import ScriptDirectory

from focus_desktop.store import migrations
from tests.store.old_stores import FOLDER, dump, revisions

for script in ScriptDirectory(Path(migrations.__file__).parent).walk_revisions():
    if script.revision not in revisions():
        with TemporaryDirectory() as folder:
            text = dump(script.revision, Path(folder))
        (FOLDER / f"{script.revision}.sql").write_text(text, encoding="utf-8")
