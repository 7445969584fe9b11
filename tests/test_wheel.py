"""What ``pipx install`` gets is whole: every page, exercise, sentence and migration travels in the wheel."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NOT_SHIPPED = {"__pycache__"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_every_file_of_the_package(wheel: Path) -> None:
    package = ROOT / "src" / "primemover"
    expected = {
        f"primemover/{file.relative_to(package).as_posix()}"
        for file in package.rglob("*")
        if file.is_file() and not NOT_SHIPPED & set(file.parts)
    }
    with zipfile.ZipFile(wheel) as opened:
        assert expected <= set(opened.namelist())


def test_an_unpacked_wheel_lists_its_exercises_without_the_checkout(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        opened.extractall(tmp_path / "site")
    program = (
        "import sys, primemover; assert 'site' in primemover.__file__, primemover.__file__;"
        "from primemover.cli import main; sys.argv = ['primemover', 'routine', 'list']; main()"
    )
    environment = os.environ | {
        "PYTHONPATH": str(tmp_path / "site"),
        "XDG_DATA_HOME": str(tmp_path),
        "HOME": str(tmp_path),
    }
    told = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert "prone-recruitment" in told.stdout
