"""Where recordings of signals lie: files beside the database, a folder for each person, for nobody else."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path

from sqlalchemy import URL

from primemover.journal.place import data_folder, database_file
from primemover.journal.problems import folder_problem


def recordings_folder(url: URL) -> Path:
    """The folder for the recordings of the people of one database; it need not be there."""
    file = database_file(url)
    if file is not None:
        return file.with_name(f"{file.stem}-recordings")
    return data_folder() / f"{url.database}-recordings"


def remove_strangers(folder: Path, people: Collection[str]) -> None:
    """Remove the recordings of everybody who is not among ``people``.

    Raises ``StorageProblem`` where a file cannot be removed.
    """
    if not folder.is_dir():
        return
    try:
        for theirs in folder.iterdir():
            if theirs.name not in people:
                shutil.rmtree(theirs)
        if not people:
            folder.rmdir()
    except OSError as error:
        raise folder_problem(error, folder) from error
