"""Decks over HTTP, and the page that presents them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from simloop.web.app import Settings, create_app


@pytest.fixture
def client(tmp_path: Path) -> Iterator[FlaskClient]:
    (tmp_path / "lecture.js").write_text("")
    deck = tmp_path / "mine.en.md"
    deck.write_text("# Mine\n\n```simloop\nscenario: nothing\n```\n")
    app = create_app(Settings(dist=tmp_path, lecture=deck))
    yield app.test_client()
    app.close()


def test_the_page_loads_its_own_bundle(client: FlaskClient) -> None:
    for path in ("/lecture/mine", "/lecture/scenario/crawler"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "/static/dist/lecture.js" in answer.text
        assert "/static/dist/main.js" not in answer.text


def test_a_deck_comes_with_its_mistakes(client: FlaskClient) -> None:
    told = client.get("/api/lectures/mine?lang=zh").json
    assert told and (told["title"], told["lang"], told["live"]) == ("Mine", "en", True)
    (mistake,) = told["mistakes"]
    assert mistake["line"] == 4 and "crawler" in mistake["allowed"]


def test_a_scenario_is_a_deck_in_both_languages(client: FlaskClient) -> None:
    titles = set()
    for lang in ("zh", "en"):
        told = client.get(f"/api/lectures/scenario/gil?lang={lang}").json
        assert told and told["lang"] == lang
        titles.add(told["title"])
    assert len(titles) == 2


def test_what_is_not_there_says_what_is(client: FlaskClient) -> None:
    answer = client.get("/api/lectures/nothing")
    assert answer.status_code == 404 and answer.json
    assert answer.json["error"]["field"] == "lecture"
    answer = client.get("/api/lectures/scenario/nothing")
    assert answer.status_code == 400 and answer.json
    assert "gil" in answer.json["error"]["allowed"]


def test_pictures_beside_a_deck_are_served_and_nothing_else(
    client: FlaskClient, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "secret.png"
    elsewhere.write_bytes(b"secret")
    (tmp_path / "stage.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "Stage.PNG").write_bytes(b"png")
    (tmp_path / "notes.txt").write_text("private")
    (tmp_path / "linked.png").symlink_to(elsewhere)
    (tmp_path / "disguised.png").symlink_to(tmp_path / "notes.txt")
    with client.get("/lecture/stage.svg") as drawn:
        assert (drawn.status_code, drawn.mimetype) == (200, "image/svg+xml")
        assert "sandbox" in drawn.headers["Content-Security-Policy"]
    with client.get("/lecture/more/Stage.PNG") as photo:
        assert photo.data == b"png"
    out = f"..%2f{elsewhere.parent.name}%2fsecret.png"
    never = ("linked.png", "disguised.png", "more/notes.txt", "a%00.png")
    for name in (*never, out, f"more/../{out}"):
        assert client.get(f"/lecture/{name}").status_code == 404, name
    assert client.get(f"/lecture/{elsewhere}", follow_redirects=True).status_code == 404
    assert client.get("/lecture/x/" + "y" * 5000 + ".png").status_code == 404
