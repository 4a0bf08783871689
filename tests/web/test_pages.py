"""The page, and how what it loads is kept by browsers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from simloop.web.app import Settings, create_app


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    """A built client."""
    for name in ("main.js", "main.css", "noto-sans-B4tC_x-9.woff2", "chart-DkW0aZ12.js"):
        (tmp_path / name).write_text(f"/* {name} */")
    return tmp_path


@pytest.fixture
def client(dist: Path) -> Iterator[FlaskClient]:
    app = create_app(Settings(dist=dist))
    yield app.test_client()
    app.close()


def test_the_page_loads_the_built_client(client: FlaskClient) -> None:
    answer = client.get("/", buffered=True)
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    assert "/static/dist/main.js" in answer.text
    assert answer.headers["Cache-Control"] == "no-cache"


def test_what_the_page_will_need_at_once_is_named_in_it(client: FlaskClient, dist: Path) -> None:
    (dist / "main.js").write_text("""import{a}from"./chart-DkW0aZ12.js";import('./later.js')""")
    page = client.get("/?recording=0123abcd", buffered=True).text
    assert '<link rel="modulepreload" href="/static/dist/chart-DkW0aZ12.js">' in page
    assert "later.js" not in page
    assert 'href="/api/recordings/0123abcd" as="fetch"' in page
    assert "/api/recordings/" not in client.get("/", buffered=True).text
    assert "/api/recordings/" not in client.get("/?recording=%22%3E..%2F", buffered=True).text


def test_a_client_that_is_not_built_is_said_in_both_languages(
    client: FlaskClient, dist: Path
) -> None:
    (dist / "main.js").unlink()
    answer = client.get("/", buffered=True)
    assert answer.status_code == 503
    assert answer.text.count("make setup") == 2 and "客户端还没有构建" in answer.text


@pytest.mark.parametrize("name", ["noto-sans-B4tC_x-9.woff2", "chart-DkW0aZ12.js"])
def test_what_has_its_hash_in_its_name_is_kept(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/static/dist/{name}", buffered=True)
    assert "max-age=31536000" in answer.headers["Cache-Control"]
    assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("name", "type_"), [("main.js", "text/javascript"), ("main.css", "text/css")]
)
def test_the_rest_is_asked_for_again_and_not_sent_again(
    client: FlaskClient, name: str, type_: str
) -> None:
    answer = client.get(f"/static/dist/{name}", buffered=True)
    assert (answer.mimetype, answer.headers["Cache-Control"]) == (type_, "no-cache")
    again = client.get(
        f"/static/dist/{name}", headers={"If-None-Match": answer.headers["ETag"]}, buffered=True
    )
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    "path", ["/static/dist/nothing.js", "/static/dist/../pages.py", "/nowhere"]
)
def test_what_is_not_there_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path, buffered=True).status_code == 404


def test_nothing_is_guessed_from_content(client: FlaskClient) -> None:
    for path in ("/", "/static/dist/main.js", "/api/presets", "/nowhere"):
        assert client.get(path, buffered=True).headers["X-Content-Type-Options"] == "nosniff"
