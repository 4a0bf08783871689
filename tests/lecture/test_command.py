"""`simloop lecture`, as a shell sees it."""

from pathlib import Path

import pytest

from simloop.cli import main

Output = pytest.CaptureFixture[str]


def test_a_new_deck_is_right_and_never_written_over(tmp_path: Path, capsys: Output) -> None:
    name = str(tmp_path / "mine")
    assert main(["lecture", "new", name]) == 0
    assert main(["lecture", "check", f"{name}.md"]) == 0
    assert "2 slides, 1 scenes, 5 steps, all in order" in capsys.readouterr().out
    Path(f"{name}.md").write_text("# Mine")
    assert main(["lecture", "new", name]) == 2
    assert Path(f"{name}.md").read_text() == "# Mine"


def test_what_is_wrong_is_told_with_file_and_line(tmp_path: Path, capsys: Output) -> None:
    path = tmp_path / "wrong.md"
    path.write_text("# Wrong\n\n```simloop\nscenario: crawler\nfrom: noon\n```\n")
    assert main(["lecture", "check", str(path)]) == 1
    told = capsys.readouterr().out
    assert told.startswith(f"{path}:5: from: 'noon' is not a place; allowed: start, end, ")


@pytest.mark.parametrize("what", [["check", "nothing.md"], ["nothing.md"], ["a", "b", "c"]])
def test_what_cannot_be_presented_is_refused(what: list[str], capsys: Output) -> None:
    assert main(["lecture", *what]) == 2
    assert capsys.readouterr().err.startswith("simloop: ")
