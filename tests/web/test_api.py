"""The HTTP calls, as a client of theirs sees them."""

import gzip
from collections.abc import Iterator
from typing import Any

import gevent
import pytest
from flask.testing import FlaskClient

import simloop
from simloop.recording.recording import Recording
from simloop.web.app import Settings, create_app
from simloop.web.confine import Confinement
from tests.web import rogues


@pytest.fixture(scope="module")
def client() -> Iterator[FlaskClient]:
    app = create_app(Settings(confinement=Confinement(cpu_s=1), work="tests.web.rogues:work"))
    yield app.test_client()
    app.close()


def start(client: FlaskClient, **request: Any) -> dict[str, Any]:
    answer = client.post("/api/runs", json={"scenario": "crawler", **request})
    assert (answer.status_code, answer.mimetype) == (201, "application/json"), answer.text
    run: dict[str, Any] = answer.json  # type: ignore[assignment]
    assert answer.headers["Location"] == f"/api/runs/{run['id']}"
    return run


def state(client: FlaskClient, run: dict[str, Any]) -> dict[str, Any]:
    state: dict[str, Any] = client.get(f"/api/runs/{run['id']}").json  # type: ignore[assignment]
    return state


def ended(client: FlaskClient, **request: Any) -> dict[str, Any]:
    run = start(client, **request)
    with gevent.Timeout(20):
        while (told := state(client, run))["state"] in ("queued", "running"):
            gevent.sleep(0.002)
    return told


def error(answer: Any) -> tuple[int, str | None, str]:
    assert answer.json.keys() == {"error"} and answer.mimetype == "application/json"
    told = answer.json["error"]
    assert told.keys() == {"field", "message", "allowed"}
    return answer.status_code, told["field"], told["message"]


def test_presets_are_whole_tables_the_notes_first(client: FlaskClient) -> None:
    presets = client.get("/api/presets").json["presets"]  # type: ignore[index]
    assert presets[0]["id"] == "notes"
    assert {"public-10mbps", "same-dc", "same-host"} < {preset["id"] for preset in presets}
    assert len(presets[0]["rows"]) == 15
    assert presets[0]["rows"][0]["felt_zh"] == "1秒"


def test_scenarios_say_what_they_show_and_what_may_be_changed(client: FlaskClient) -> None:
    answer = client.get("/api/scenarios")
    scenarios = {each["id"]: each for each in answer.json["scenarios"]}  # type: ignore[index]
    assert scenarios.keys() >= {"crawler", "echo"}
    parameters = [each["name"] for each in scenarios["crawler"]["parameters"]]
    assert parameters == ["model", "urls", "page_bytes", "sites"]
    assert scenarios["crawler"]["title"].keys() == {"zh", "en"}
    assert "爬虫" in answer.text  # and not escaped


def test_a_run_ends_in_a_recording_that_says_what_was_asked_for(client: FlaskClient) -> None:
    told = ended(client, parameters={"urls": 2}, preset="same-dc", seed=3)
    assert (told["state"], told["error"]) == ("finished", None)
    answer = client.get(f"/api/recordings/{told['recording']}")
    assert answer.mimetype == "application/vnd.apache.arrow.stream"
    assert answer.headers["Simloop-Rows"] == str(told["rows"])
    recording = Recording.from_bytes(answer.data)
    assert (recording.id, len(recording)) == (told["recording"], told["rows"])
    assert recording.metadata["parameters"]["urls"] == 2
    assert recording.metadata["preset"]["id"] == "same-dc"
    assert recording.metadata["seed"] == 3


def test_the_server_records_what_the_library_does(client: FlaskClient) -> None:
    told = ended(client, parameters={"urls": 3}, seed=4)
    assert told["recording"] == simloop.run_scenario("crawler", seed=4, urls=3).id


def test_one_change_to_a_run_is_a_run_of_its_own(client: FlaskClient) -> None:
    drop = [{"at": "Task-2 packet 4", "do": "drop"}]
    told = ended(client, parameters={"urls": 3, "interventions": drop}, seed=4)
    changed = simloop.run_scenario("crawler", seed=4, urls=3, interventions=drop)
    assert told["recording"] == changed.id
    assert changed.id != simloop.run_scenario("crawler", seed=4, urls=3).id
    assert changed.metadata["parameters"]["interventions"] == drop


def test_a_preset_may_be_a_whole_table(client: FlaskClient) -> None:
    table = client.get("/api/presets").json["presets"][0]  # type: ignore[index]
    (ping,) = (row for row in table["rows"] if row["id"] == "ping_other_city")
    ping["real_ps"] *= 2
    slower, usual = ended(client, preset=table), ended(client)
    ends = [
        Recording.from_bytes(client.get(f"/api/recordings/{told['recording']}").data).end_ps
        for told in (slower, usual)
    ]
    assert ends[0] > 1.9 * ends[1]


def test_a_recording_is_kept_by_browsers_and_sent_once(client: FlaskClient) -> None:
    path = f"/api/recordings/{ended(client)['recording']}"
    plain = client.get(path)
    packed = client.get(path, headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(packed.data) == plain.data
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data) / 3
    for answer in (plain, packed):
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["Vary"] == "Accept-Encoding"
        again = client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
    assert client.head(path).status_code == 200


def test_a_program_that_fails_has_a_recording_all_the_same(client: FlaskClient) -> None:
    told = ended(client, seed=rogues.FAILING)
    assert told["state"] == "finished" and told["recording"]
    assert told["error"] == {"field": None, "message": "ValueError: no", "allowed": None}


def test_a_run_that_breaks_says_why(client: FlaskClient) -> None:
    told = ended(client, seed=rogues.EXIT)
    assert (told["state"], told["recording"]) == ("failed", None)
    assert told["error"]["message"] == "the worker ended without a result (exit code 3)"


def test_a_run_can_be_cancelled(client: FlaskClient) -> None:
    run = start(client, seed=rogues.ASLEEP)
    answer = client.delete(f"/api/runs/{run['id']}")
    assert (answer.status_code, answer.json["state"]) == (200, "cancelled")  # type: ignore[index]
    assert state(client, run)["error"]["message"] == "the run was cancelled"


@pytest.mark.parametrize(
    ("request_", "field", "message"),
    [
        ([], "request", "must be an object, not []"),
        ({}, "scenario", "must be a text, not None"),
        ({"scenario": "spider"}, "scenario", "there is no scenario 'spider'"),
        ({"scenario": ["crawler"]}, "scenario", "must be a text, not ['crawler']"),
        ({"scenario": "crawler", "sead": 1}, "sead", "there is no such field"),
        ({"scenario": "crawler", "seed": -1}, "seed", "must be a whole number from 0"),
        ({"scenario": "crawler", "seed": 1.5}, "seed", "must be a whole number from 0"),
        ({"scenario": "crawler", "seed": True}, "seed", "must be a whole number from 0"),
        ({"scenario": "crawler", "seed": 10**400}, "seed", "must be a whole number from 0"),
        ({"scenario": "crawler", "parameters": [1]}, "parameters", "must be an object, not [1]"),
        ({"scenario": "crawler", "parameters": {"url": 1}}, "parameters.url", "no such parameter"),
        ({"scenario": "crawler", "parameters": {"urls": 0}}, "parameters.urls", "from 1 to 1000"),
        ({"scenario": "crawler", "parameters": {"urls": "x"}}, "parameters.urls", "not 'x'"),
        (
            {"scenario": "crawler", "parameters": {"interventions": "none"}},
            "parameters.interventions",
            "must be a list",
        ),
        (
            {
                "scenario": "crawler",
                "parameters": {
                    "interventions": [
                        {"at": "start", "do": "reboot", "host": "xkcd.com", "what": ["VM"]}
                    ]
                },
            },
            "parameters.interventions.0.what",
            "must not be ['VM']",
        ),
        ({"scenario": "crawler", "preset": "slow"}, "preset", "there is no preset 'slow'"),
        ({"scenario": "crawler", "preset": 7}, "preset", "must be a name or a table, not 7"),
        ({"scenario": "crawler", "preset": {}}, "preset.instruction_ps", "not None"),
    ],
)
def test_bad_input_is_answered_with_the_field_and_what_is_wrong(
    client: FlaskClient, request_: Any, field: str, message: str
) -> None:
    status, told_field, told_message = error(client.post("/api/runs", json=request_))
    assert (status, told_field) == (400, field)
    assert message in told_message


def test_what_is_allowed_is_said(client: FlaskClient) -> None:
    told = client.post("/api/runs", json={"scenario": "spider"}).json["error"]  # type: ignore[index]
    assert {"crawler", "echo"} <= set(told["allowed"])


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "is not JSON"),
        (b'{"scenario": ', "is not JSON"),
        (b"\xff\xfe", "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
    ],
)
def test_a_body_that_is_no_json_is_refused(client: FlaskClient, body: bytes, message: str) -> None:
    status, field, told = error(
        client.post("/api/runs", data=body, content_type="application/json")
    )
    assert (status, field) == (400, "body")
    assert message in told


def test_a_form_of_a_foreign_page_is_refused(client: FlaskClient) -> None:
    answer = client.post("/api/runs", data='{"scenario": "crawler"}', content_type="text/plain")
    assert error(answer)[:2] == (400, "Content-Type")


def test_too_long_a_body_is_refused(client: FlaskClient) -> None:
    answer = client.post("/api/runs", json={"scenario": "x" * 200_000})
    assert error(answer)[0] == 413


@pytest.mark.parametrize(
    ("method", "path", "status", "field"),
    [
        ("GET", "/api/runs/nobody", 404, "run"),
        ("DELETE", "/api/runs/nobody", 404, "run"),
        ("GET", "/api/recordings/" + "0" * 32, 404, "recording"),
        ("GET", "/api/recordings/..%2Fsecret", 404, "path"),
        ("GET", "/api", 404, "path"),
        ("GET", "/api/", 404, "path"),
        ("GET", "/api/presents", 404, "path"),
        ("POST", "/api/presets", 405, None),
        ("GET", "/api/runs", 405, None),
    ],
)
def test_what_is_not_there_is_said_in_json_too(
    client: FlaskClient, method: str, path: str, status: int, field: str | None
) -> None:
    assert error(client.open(path, method=method))[:2] == (status, field)


def test_another_host_or_origin_is_refused(client: FlaskClient) -> None:
    assert error(client.get("/api/presets", headers={"Host": "evil.example"}))[:2] == (403, "Host")
    answer = client.get("/api/presets", headers={"Origin": "http://evil.example"})
    assert error(answer)[:2] == (403, "Origin")
