"""One change to a run, at a place in it."""

import pytest

from simloop.machine.errors import BadInput
from simloop.machine.interventions import Meddler, interventions_from
from simloop.machine.peers import EchoServer, WebServer
from simloop.scenarios import prepare
from tests.machine.conftest import MS, SECOND, World

TRIP_PS = 150 * MS


def crawl(*changes: dict) -> tuple[int, list]:
    rows: list = []
    prepared = prepare("crawler", parameters={"urls": 3, "interventions": list(changes)})
    outcome = prepared.run(rows.extend)
    assert outcome.error is None
    return outcome.end_ps, rows


PLAIN_PS, PLAIN = crawl()


def test_no_intervention_changes_nothing() -> None:
    assert crawl() == (PLAIN_PS, PLAIN)


@pytest.mark.parametrize(
    ("change", "later_ps"),
    [
        ({"at": "Task-3 packet 1", "do": "drop"}, SECOND),
        ({"at": "Task-3 packet 1", "do": "delay", "ps": 10 * MS}, 10 * MS),
        ({"at": "Task-1 send 2", "do": "compute", "ps": 10 * MS}, 10 * MS),
        ({"at": "start", "do": "slow", "host": "xkcd.com", "ps": SECOND}, SECOND),
        ({"at": "start", "do": "reboot", "host": "xkcd.com"}, 7 * SECOND),
    ],
)
def test_a_change_delays_the_end_as_it_should(change: dict, later_ps: int) -> None:
    end_ps, rows = crawl(change)
    assert abs(end_ps - PLAIN_PS - later_ps) < MS
    [row] = [row for row in rows if row[2] == "intervention"] or [None]
    if change["do"] not in ("drop", "delay"):
        assert (row[6], row[11]) == (change["at"], change["do"])
    assert crawl(change) == (end_ps, rows)


def test_a_run_is_the_same_up_to_its_change() -> None:
    _, rows = crawl({"at": "Task-3 packet 2", "do": "drop"})
    differ = next(n for n, (a, b) in enumerate(zip(PLAIN, rows, strict=False)) if a != b)
    assert differ > 100
    assert rows[differ][2] == "packet.lost" or PLAIN[differ][2].startswith("packet")


def test_a_place_that_is_never_reached_changes_nothing() -> None:
    assert crawl({"at": "Task-99 send 1", "do": "compute", "ps": 1})[1] == PLAIN


def test_packets_of_a_descriptor_are_counted_there_and_back(world: World) -> None:
    network = world.machine.network
    WebServer(network, network.hosts["far"], 80, lambda path: b"page")
    changes = interventions_from([{"at": "fd 3 packet 2", "do": "drop"}], ["far"])
    Meddler(world.machine, changes)
    world.connect()
    [lost] = world.told("packet.lost")
    begun = world.happened()[lost[8]]
    assert (begun[2], begun[3]) == ("packet.synack", "far")


def echo(*changes: dict) -> tuple[int, list]:
    rows: list = []
    outcome = prepare("echo", parameters={"interventions": list(changes)}).run(rows.extend)
    assert outcome.error is None
    return outcome.end_ps, rows


def test_packets_of_an_accepted_connection_are_counted_from_its_synack() -> None:
    _, rows = echo({"at": "fd 5 packet 3", "do": "drop"})
    [lost] = [row for row in rows if row[2] == "packet.lost"]
    begun = rows[lost[8]]
    # The SYN-ACK, which is fd 5's own, the client's ACK, and what it has to say.
    assert (begun[2], begun[7]) == ("packet.data", "client-1/1")


def test_a_client_can_be_made_slow() -> None:
    slow = {"at": "start", "do": "slow", "host": "client-1", "ps": SECOND}
    later_ps = echo(slow)[0] - echo()[0]
    assert later_ps >= SECOND


def test_a_server_that_thinks_answers_what_came_meanwhile_once(world: World) -> None:
    network = world.machine.network
    EchoServer(network, network.hosts["far"], 80)
    network.hosts["far"].think_ps = SECOND
    sock = world.connect()
    asked_ps = world.now_ps
    sock.send(b"one")
    world.time.sleep(0.5)
    sock.send(b"two")
    assert sock.recv(100) == b"onetwo"
    assert SECOND < world.now_ps - asked_ps < 2 * SECOND
    sock.settimeout(5)
    with pytest.raises(TimeoutError):
        sock.recv(100)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "parameters.interventions"),
        (["drop"], "parameters.interventions.0"),
        ([{"at": "start", "do": "explode"}], "parameters.interventions.0.do"),
        ([{"at": "12:00", "do": "drop"}], "parameters.interventions.0.at"),
        ([{"at": "start", "do": "drop"}], "parameters.interventions.0.at"),
        ([{"at": "Task-1 packet 1", "do": "compute", "ps": 1}], "parameters.interventions.0.at"),
        ([{"at": "Task-1 packet 1", "do": "delay", "ps": 0}], "parameters.interventions.0.ps"),
        ([{"at": "Task-1 packet 1", "do": "drop", "ps": 1}], "parameters.interventions.0.ps"),
        ([{"at": "start", "do": "reboot", "host": "mars"}], "parameters.interventions.0.host"),
    ],
)
def test_a_change_that_cannot_be_is_refused_by_field(given, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        interventions_from(given, ["xkcd.com"])
    assert refused.value.field == field
