"""What a wheel holds, and that it works away from the tree it was built in."""

import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

TREE = Path(__file__).parents[1]
SHIPPED = {
    "fundledger": "fundledger",
    "migrations": "fundledger/migrations",
    "data": "fundledger/data",
    "docs/manual": "fundledger/manual",
}
MADE = shutil.ignore_patterns("__pycache__", ".*")
LIST_RESOURCES = """
from importlib.resources import files
for name in ("", ".migrations", ".data", ".manual"):
    package = f"fundledger{name}"
    print(files(package).joinpath("__init__.py").read_text("utf-8").splitlines()[0])
    print(files(package))
from fundledger.cli.app import run
run(["setup", "--example", "example"])
run(["help", "setup", "--lang", "en"])
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy, so that the tree stays clean."""
    copy = tmp_path_factory.mktemp("tree")
    for name in SHIPPED:
        shutil.copytree(TREE / name, copy / name, ignore=MADE)
    for name in ("pyproject.toml", "LICENSE", "README.md"):
        shutil.copy(TREE / name, copy)
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation"]
    subprocess.run([*build, copy], check=True, capture_output=True)
    (built,) = (copy / "dist").glob("*.whl")
    return built


def shipped_files(name: str) -> set[str]:
    root = TREE / name
    files = (path.relative_to(root) for path in root.rglob("*") if path.is_file())
    shipped = (path for path in files if "__pycache__" not in path.parts)
    return {
        f"{SHIPPED[name]}/{path.as_posix()}"
        for path in shipped
        if not any(part.startswith(".") for part in path.parts)
    }


@pytest.mark.parametrize("name", SHIPPED)
def test_every_file_of_the_tree_is_in_the_wheel(wheel: Path, name: str) -> None:
    with zipfile.ZipFile(wheel) as archive:
        assert shipped_files(name) - set(archive.namelist()) == set()


def test_the_wheel_brings_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        strangers = {n for n in archive.namelist() if not n.startswith("fundledger")}
    assert strangers == set()


def test_migrations_data_and_manual_are_used_from_the_installed_package(
    wheel: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    aside = tmp_path / "aside"
    aside.mkdir()
    output = subprocess.run(
        [sys.executable, "-c", LIST_RESOURCES],
        cwd=aside,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    home = tmp_path / "fundledger"
    homes = [home, home / "migrations", home / "data", home / "manual"]
    assert output[1:8:2] == list(map(str, homes))
    assert output[8] == "Your fund in a day"
    example = {each.name: each.read_bytes() for each in (aside / "example").iterdir()}
    shipped = TREE / "data" / "example-fund"
    assert example == {each.name: each.read_bytes() for each in shipped.iterdir()}


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_a_lock_names_versions_and_hashes_but_no_host(lock: str) -> None:
    text = (TREE / lock).read_text("utf-8")
    pins = text.count("==")
    assert pins
    assert text.count("--hash=sha256:") >= pins
    assert "://" not in text
    assert "--index-url" not in text


def test_the_version_is_said_once_and_repeated_truly() -> None:
    project = tomllib.loads((TREE / "pyproject.toml").read_text("utf-8"))["project"]
    text = (TREE / "fundledger/__init__.py").read_text("utf-8")
    assert f'__version__: Final = "{project["version"]}"' in text
