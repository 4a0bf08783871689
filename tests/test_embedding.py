"""The player for a page of one's own: what is written, and what is said when it cannot be."""

from pathlib import Path

import pytest

from simloop.cli import main
from simloop.embedding import write_player
from simloop.machine.errors import BadInput


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    built = tmp_path / "dist"
    built.mkdir()
    (built / "embedded.js").write_text("player()")
    (built / "embedded.css").write_text(
        "@font-face{src:url(/static/dist/sans-1a.woff2)format('woff2')}"
        "@font-face{src:url(/static/dist/sans-1a.woff2)}:root{--type: 1}"
    )
    (built / "sans-1a.woff2").write_bytes(b"a face")
    (built / "other.woff2").write_bytes(b"of another page")
    return built


def test_the_player_comes_with_its_styles_and_the_faces_that_they_name(
    tmp_path: Path, dist: Path
) -> None:
    folder = tmp_path / "new" / "my-page"
    written = write_player(folder, dist)
    assert written == [folder / name for name in ("player.js", "player.css", "sans-1a.woff2")]
    assert sorted(written) == sorted(folder.iterdir())
    assert (folder / "sans-1a.woff2").read_bytes() == b"a face"
    assert "url(sans-1a.woff2)" in (folder / "player.css").read_text()
    assert "/static/" not in (folder / "player.css").read_text()


def test_what_else_lies_in_the_folder_stays(tmp_path: Path, dist: Path) -> None:
    (tmp_path / "index.html").write_text("mine")
    write_player(tmp_path, dist)
    assert (tmp_path / "index.html").read_text() == "mine"


def test_without_a_built_page_there_is_no_player(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="make setup"):
        write_player(tmp_path / "my-page", tmp_path / "nothing")
    assert not (tmp_path / "my-page").exists()


def test_a_folder_that_is_a_file_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("a file")
    assert main(["player", str(tmp_path / "taken")]) == 2
    assert "folder" in capsys.readouterr().err
