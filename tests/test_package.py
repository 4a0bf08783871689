"""The wheel: installed anywhere, it serves the page and exports lectures, from any folder."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = ["pyproject.toml", "README.md", "LICENSE", "simloop", "templates", "static/dist"]
SERVED = """
from simloop.web.app import create_app
app = create_app()
client = app.test_client()
for path in "/", "/lecture/notes", "/static/dist/main.js", "/static/dist/lecture.js":
    assert client.get(path).status_code == 200, path
app.close()
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a wheel of the built tree installs; made from a copy, so that nothing is left here."""
    folder = tmp_path_factory.mktemp("package")
    tree = folder / "tree"
    for name in SOURCES:
        if (ROOT / name).is_dir():
            skipped = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, tree / name, symlinks=True, ignore=skipped)
        else:
            tree.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, tree / name)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet"]
    made = [*pip, "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(tree)]
    subprocess.run(made, check=True, stdout=subprocess.DEVNULL)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def python(site: Path, folder: Path, *command: str) -> str:
    """Runs in an empty folder on what is installed, not on this tree."""
    run = subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_it_holds_the_page_as_it_is_built(installed: Path) -> None:
    page = installed / "simloop" / "page"
    for name, source in ("dist", ROOT / "static" / "dist"), ("templates", ROOT / "templates"):
        held = {path.name: path.read_bytes() for path in (page / name).iterdir()}
        assert held == {
            path.name: path.read_bytes()
            for path in source.iterdir()
            if not path.name.startswith(".")
        }
        assert not (page / name).is_symlink() and held


def test_it_serves_and_exports_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    where = python(installed, tmp_path, "-c", "import simloop; print(simloop.__file__)")
    assert Path(where.strip()).is_relative_to(installed)
    python(installed, tmp_path, "-c", SERVED)
    python(installed, tmp_path, "-m", "simloop", "lecture", "new", "mine")
    python(installed, tmp_path, "-m", "simloop", "lecture", "export", "mine.md")
    assert "/static/dist/" not in (tmp_path / "mine.html").read_text()


def test_it_asks_for_all_that_serving_needs() -> None:
    """The first block of requirements.txt is what simloop itself imports."""
    names = re.compile(r"^[\w-]+", re.MULTILINE)
    block = (ROOT / "requirements.txt").read_text().partition("\n\n")[0]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = {match[0] for each in project["dependencies"] if (match := names.match(each))}
    assert asked == set(names.findall(block))
