"""Who may talk to the server."""

import pytest

from simloop.web.access import Access, Guard, own_names

ACCESS = Access.here(hosts=["Lecture.example"], origins=["https://Slides.example/"])


def refused_field(host: str | None, origin: str | None = None) -> str | None:
    environ = {"HTTP_HOST": host, "HTTP_ORIGIN": origin}
    refusal = ACCESS.refusal({name: value for name, value in environ.items() if value is not None})
    return refusal and refusal["field"]


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1:8000",
        "127.0.0.1",
        "localhost:8000",
        "LocalHost",
        "192.168.1.7:8000",  # an address cannot be rebound
        "[::1]:8000",
        "lecture.example",
        "lecture.example:443",
        sorted(own_names())[0],
    ],
)
def test_addresses_and_listed_names_are_answered(host: str) -> None:
    assert refused_field(host) is None


@pytest.mark.parametrize(
    "host",
    [
        None,
        "",
        "evil.example",
        "evil.example:8000",
        "localhost.evil.example",
        "lecture.example.evil",
        "127.0.0.1.evil.example",
        "127.0.0.1@evil.example",
        "localhost:8000:80",
        "localhost:port",
        "[localhost]",
        "local host",
        "localhost\n",
    ],
)
def test_other_names_are_refused(host: str | None) -> None:
    assert refused_field(host) == "Host"


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("localhost:8000", "http://localhost:8000"),
        ("lecture.example", "https://lecture.example"),  # behind a proxy that speaks TLS
        ("127.0.0.1:8000", "https://slides.example"),
    ],
)
def test_our_own_pages_and_listed_origins_are_answered(host: str, origin: str) -> None:
    assert refused_field(host, origin) is None


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "http://127.0.0.1:8001",
        "http://127.0.0.1",
        "null",
        "",
        "file://127.0.0.1:8000",
        "http://[::1",
        "http://evil.example#127.0.0.1:8000",
    ],
)
def test_foreign_pages_are_refused(origin: str) -> None:
    assert refused_field("127.0.0.1:8000", origin) == "Origin"


def test_the_guard_says_who_is_allowed() -> None:
    answers: list[str] = []

    def start_response(status: str, _headers: object, _error: object = None) -> None:
        answers.append(status)

    guard = Guard(lambda environ, start: [b"let through"], ACCESS)
    body = b"".join(guard({"HTTP_HOST": "evil.example"}, start_response))  # type: ignore[arg-type]
    assert answers == ["403 Forbidden"]
    assert b"'evil.example' is not a name of this server" in body and b"lecture.example" in body
    assert list(guard({"HTTP_HOST": "localhost"}, start_response)) == [b"let through"]  # type: ignore[arg-type]
