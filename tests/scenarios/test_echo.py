"""The echo server: pure callbacks on the selector."""

from tests.scenarios.conftest import Story

ROUND_TRIP_PS = 150_000_000_000


def test_every_message_comes_back_to_its_client() -> None:
    story = Story("echo", clients=3, messages=2)
    assert story.outcome.error is None
    to_clients = [row for row in story.all("packet.data", "end") if row["host"] != "here"]
    assert sorted((row["host"], row["value"]) for row in to_clients) == [
        (f"client-{number}", f"{len(f'hello {turn} from client-{number}')} B")
        for number in (1, 2, 3)
        for turn in (1, 2)
    ]


def test_its_time_is_one_round_trip_to_connect_and_one_for_each_message() -> None:
    # A millisecond before the clients come; SYN, SYN-ACK and the first message take one and a
    # half trips, each further message one, and the FIN comes a trip after the last message.
    # What the CPU does in between is far less than a thousandth of that.
    story = Story("echo", clients=1, messages=3)
    trips_ps = 10**9 + (3 + 1) * ROUND_TRIP_PS + ROUND_TRIP_PS // 2
    assert trips_ps < story.end_ps < 1.001 * trips_ps


def test_there_is_no_future_and_no_task_in_it() -> None:
    story = Story("echo")
    assert not [row for row in story.rows if row[2].partition(".")[0] in ("future", "task")]
    assert {row["label"] for row in story.all("callback")} >= {"on_connection", "on_message"}
    assert [source["file"] for source in story.prepared.metadata["sources"]] == ["echo.py"]


def test_the_first_message_is_caused_by_the_packet_that_brought_it() -> None:
    story = Story("echo", clients=1, messages=1)
    first = next(row for row in story.all("callback", "begin") if row["label"] == "on_message")
    kinds = [kind for _, kind in story.causes(first["row"])]
    assert kinds[:4] == ["select.readiness", "socket.ready", "packet.data", "packet.data"]
    assert kinds[-1] == "program"
