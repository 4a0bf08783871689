"""The tour of the table: every row is there, takes what the table says, and the sum is known."""

from simloop.machine.latency import ROW_IDS, preset_named
from tests.scenarios.conftest import Story
from tests.scenarios.test_crawler import BYTE_IN_MEMORY_PS, STATEMENT_PS, SYSTEM_CALL_PS

SECOND_PS = 10**12
COPY_1MB_PS = 250_000_000


def spans(story: Story) -> dict[tuple[str, str], int]:
    """How long the first of each kind and subject took."""
    took: dict[tuple[str, str], int] = {}
    for row in story.rows:
        if row[1] == "end" and row[2] != "program":
            took.setdefault((row[2], row[6]), row[0] - story.rows[row[8]][0])
    return took


def test_each_of_the_fifteen_rows_is_done_and_takes_what_it_says() -> None:
    took = spans(Story("table"))
    connections = [ps for (kind, _), ps in took.items() if kind == "socket.connect"]
    seen = {
        **{row: took["cpu.work", row] for row in ROW_IDS if ("cpu.work", row) in took},
        "mutex": took["lock.acquire", "lock 1"],
        "context_switch": took["socket.open", "fd 3"],
        "net_send_2kb": took["packet.data", "p4"],
        "ping_same_dc": connections[1] - SYSTEM_CALL_PS,
        "ssd_read_1mb": took["disk.transfer", "d1"],
        "disk_read_1mb": took["disk.transfer", "d2"],
        "ping_other_city": connections[2] - SYSTEM_CALL_PS,
        "vm_reboot": took["host.reboot", "vm"],
        "server_reboot": took["host.reboot", "server"],
    }
    assert seen == {row: preset_named("notes").cost_ps(row) for row in ROW_IDS}


def test_the_whole_tour_by_hand() -> None:
    # ping(): socket, settimeout, try, connect, return, close; four of them are system calls.
    ping_ps = 6 * STATEMENT_PS + 4 * SYSTEM_CALL_PS
    in_vain_ps = STATEMENT_PS + ping_ps + STATEMENT_PS  # while, ping(), pass; and its time-out
    read_ps = 3 * (STATEMENT_PS + SYSTEM_CALL_PS) + COPY_1MB_PS  # open, read, close; and the disk
    by_hand_ps = (
        (4 + 3 + 1 + 4) * STATEMENT_PS  # imports, functions, if; three arrays and a lock
        + 15 * STATEMENT_PS  # the fifteen statements from instructions() to the first reboot()
        + 380  # instruction
        + 500  # L1
        + 2 * 380 + 5_000  # two branches, one of them mispredicted
        + 7_000  # L2
        + 2 * 25_000  # lock, unlock
        + 100_000  # memory reference
        + SYSTEM_CALL_PS
        + 4 * (STATEMENT_PS + SYSTEM_CALL_PS)  # send_2kb: socket, connect, send, close; recv
        + 2000 * BYTE_IN_MEMORY_PS  # is called while the bytes are on the cable, so that only
        + 20_000_000  # these count
        + COPY_1MB_PS  # walk
        + ping_ps + 500_000_000
        + read_ps + 1_000_000_000
        + read_ps + 20_000_000_000
        + ping_ps + 150_000_000_000
        + 4 * (in_vain_ps + SECOND_PS)  # the VM is back after 4 s: the fifth ping comes through
        + STATEMENT_PS + ping_ps + 500_000_000
        + STATEMENT_PS  # reboot()
        + 5 * (in_vain_ps + 60 * SECOND_PS)  # the server after 300 s: the sixth
        + STATEMENT_PS + ping_ps + 500_000_000
    )  # fmt: skip
    assert Story("table").end_ps == by_hand_ps


def test_a_closed_socket_asks_no_more() -> None:
    story = Story("table")
    syns = [row for row in story.all("packet.syn", "begin") if row["label"] == "vm"]
    # One for each ping, and never a later one; at the instant of the time-out one may leave.
    assert len({row["object"] for row in syns}) == 5
    closed = {row["subject"]: row["row"] for row in story.all("socket.close", "end")}
    assert all(row["row"] < closed[row["object"]] for row in syns)
