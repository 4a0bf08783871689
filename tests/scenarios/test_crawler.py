"""The crawler's time, worked out by hand from the table, and its story."""

import pytest

from simloop.machine.latency import preset_named
from tests.scenarios.conftest import Story

# The notes' table.
STATEMENT_PS = 100 * 380  # 100 instructions of 380 ps
SYSTEM_CALL_PS = 1_500_000
ROUND_TRIP_PS = 150_000_000_000
BYTE_ON_THE_NETWORK_PS = 20_000_000 // 2000
BYTE_IN_MEMORY_PS = 250_000_000 // 1_000_000

REQUEST_BYTES = len("GET /1 HTTP/1.0\r\nHost: xkcd.com\r\n\r\n")
PAGE_BYTES = 2000


def by_hand_for_one_page(
    statement_ps=STATEMENT_PS,
    system_call_ps=SYSTEM_CALL_PS,
    round_trip_ps=ROUND_TRIP_PS,
    byte_ps=BYTE_ON_THE_NETWORK_PS,
) -> int:
    """What one page takes when the CPU waits for the network, and not the other way round."""
    until_the_syn_leaves = (
        # crawler.py: 8 imports, the class and its two methods, `if`, start, `for`, Crawler(url)
        (8 + 3 + 4) * statement_ps
        + 2 * statement_ps  # Crawler.__init__
        + 1 * statement_ps  # Task(crawler.fetch())
        + 3 * statement_ps  # Task.__init__: self.coro, f, f.set_result(None)
        + 2 * statement_ps  # Future.__init__
        + 2 * statement_ps  # Future.set_result: the result, and a `for` over no callback
        + 1 * statement_ps  # Task.__init__: self.step(f)
        + 2 * statement_ps  # Task.step: try, send
        + 4 * statement_ps  # fetch: host and page, socket(), setblocking(), connect_ex()
        + 3 * system_call_ps  # socket, setblocking, connect
    )
    # Meanwhile the program registers on_writable, yields, waits in select(): the trip hides it.
    until_the_request_leaves = (
        3 * statement_ps  # loop: for, callback =, callback()
        + 1 * statement_ps  # on_writable: f.set_result(None)
        + 3 * statement_ps  # Future.set_result: result, for, fn(self)
        + 2 * statement_ps  # Task.step: try, send
        + 3 * statement_ps  # fetch: unregister, request =, send
        + 2 * system_call_ps  # unregister, send
        + REQUEST_BYTES * BYTE_IN_MEMORY_PS
    )
    # Meanwhile it registers on_readable and waits again.
    until_the_page_is_there = round_trip_ps + (REQUEST_BYTES + PAGE_BYTES) * byte_ps
    first_chunk = (
        3 * statement_ps  # loop: for, callback =, callback()
        + 1 * statement_ps  # on_readable: f.set_result(sock.recv(4096))
        + 3 * statement_ps  # Future.set_result
        + 2 * statement_ps  # Task.step
        + 3 * statement_ps  # fetch: unregister, if not chunk, self.response +=
        + 4 * statement_ps  # fetch: while, f = Future(), def on_readable, register
        + 2 * statement_ps  # Future.__init__
        + 1 * statement_ps  # fetch: yield
        + 2 * statement_ps  # Task.step: add_done_callback, and what that does
        + 1 * statement_ps  # Future.set_result: no more callbacks
        + 1 * statement_ps  # loop: no more events
        + 2 * statement_ps  # loop: while, select
        + 4 * system_call_ps  # recv, unregister, register, select: the end is there already
        + PAGE_BYTES * BYTE_IN_MEMORY_PS
    )
    end_of_the_stream = (
        3 * statement_ps  # loop
        + 1 * statement_ps  # on_readable
        + 3 * statement_ps  # Future.set_result
        + 2 * statement_ps  # Task.step
        + 3 * statement_ps  # fetch: unregister, if not chunk, break
        + 4 * statement_ps  # fetch: close, remove, if not urls_todo, stopped = True
        + 1 * statement_ps  # Task.step: return
        + 1 * statement_ps  # Future.set_result: no more callbacks
        + 1 * statement_ps  # loop: no more events
        + 1 * statement_ps  # loop: while not stopped
        + 1 * statement_ps  # crawler.py: print
        + 4 * system_call_ps  # recv, unregister, close, print
    )
    return (
        until_the_syn_leaves
        + round_trip_ps
        + until_the_request_leaves
        + until_the_page_is_there
        + first_chunk
        + end_of_the_stream
    )


def test_one_page_takes_what_the_table_says() -> None:
    assert Story("crawler", urls=1).end_ps == by_hand_for_one_page()


def test_ten_pages_take_nine_transfers_more_than_one() -> None:
    # All ten connections are made during one round trip, all ten answers during another. The
    # server's card sends the ten pages one after the other, 20 us each, and the crawler is done
    # with each before the next is there. So only nine transfers come on top.
    nine_pages_ps = 9 * PAGE_BYTES * BYTE_ON_THE_NETWORK_PS
    assert Story("crawler", urls=10).end_ps == by_hand_for_one_page() + nine_pages_ps


@pytest.mark.parametrize("preset", ["public-10mbps", "same-dc"])
@pytest.mark.parametrize("urls", [1, 10])
def test_under_another_preset_it_moves_as_the_sum_says(preset: str, urls: int) -> None:
    byte_ps = {"public-10mbps": 2_000_000_000 // 2000}.get(preset, BYTE_ON_THE_NETWORK_PS)
    round_trip_ps = {"same-dc": 500_000_000}.get(preset, ROUND_TRIP_PS)
    one_ps = by_hand_for_one_page(round_trip_ps=round_trip_ps, byte_ps=byte_ps)
    by_hand_ps = one_ps + (urls - 1) * PAGE_BYTES * byte_ps
    assert Story("crawler", preset, urls=urls).end_ps == by_hand_ps


def test_on_the_same_host_nobody_waits_and_only_work_counts() -> None:
    # A round trip of 1.5 us is over before the program gets to select(): what is left is the
    # work. System calls: socket, setblocking, connect; register, select and unregister for the
    # connection, for the page and for its end; send; twice recv; close; print.
    story = Story("crawler", "same-host", urls=1)
    statements = len(story.all("line"))
    system_calls = 3 + 3 * 3 + 1 + 2 + 1 + 1
    copies_ps = (REQUEST_BYTES + PAGE_BYTES) * BYTE_IN_MEMORY_PS
    assert statements == 115
    assert story.end_ps == statements * STATEMENT_PS + system_calls * SYSTEM_CALL_PS + copies_ps


def test_a_slower_instruction_makes_every_statement_slower() -> None:
    table = preset_named("notes").table()
    table["rows"][0]["real_ps"] = 760
    by_hand_ps = by_hand_for_one_page(statement_ps=2 * STATEMENT_PS)
    assert Story("crawler", table, urls=1).end_ps == by_hand_ps


def test_a_dearer_system_call_counts_each_time() -> None:
    table = preset_named("notes").table()
    table["rows"][6]["real_ps"] = 3_000_000
    by_hand_ps = by_hand_for_one_page(system_call_ps=3_000_000)
    assert Story("crawler", table, urls=1).end_ps == by_hand_ps


def test_ten_at_once_take_barely_longer_than_one_alone() -> None:
    story = Story("crawler", urls=10)
    assert story.prepared.metadata["facts"]["alone_count"] == 10
    alone_ps = story.prepared.metadata["facts"]["alone_ps"]
    assert alone_ps == by_hand_for_one_page()
    assert alone_ps < story.end_ps < 1.001 * alone_ps


def test_every_page_is_fetched_whole() -> None:
    story = Story("crawler", urls=4, page_bytes=10_000, sites=3)
    received = sum(int(row["value"].removesuffix(" B")) for row in story.all("socket.recv", "end"))
    assert received == 4 * 10_000
    assert [row["label"] for row in story.all("task.done")] == ["returned"] * 4
    assert story.outcome.error is None


def test_the_first_answer_wakes_its_task_through_the_chain_of_the_notes() -> None:
    story = Story("crawler", urls=3)
    resumed = [row for row in story.all("coroutine.send", "begin") if row["label"] == "resumed"]
    assert [kind for _, kind in story.causes(resumed[0]["row"])] == [
        "task.step",
        "future.callback",
        "future.set_result",
        "callback",
        "select.readiness",
        "socket.ready",
        "packet.synack",
        "packet.synack",
        "packet.syn",
        "packet.syn",
        "socket.connect",
        "coroutine.send",
        "task.step",
        "task.create",
        "program",
    ]
    first_answer = next(row for row in resumed if row["value"] == "<2000 bytes>")
    kinds = [kind for _, kind in story.causes(first_answer["row"])]
    assert kinds[:8] == [
        "task.step",
        "future.callback",
        "future.set_result",
        "callback",
        "select.readiness",
        "socket.ready",
        "packet.data",
        "packet.data",
    ]


def test_a_task_starts_itself_with_a_future_that_is_done_already() -> None:
    story = Story("crawler", urls=2)
    for number in (1, 2):
        task = f"Task-{number}"
        mine = [row for row in story.all("coroutine.send", "begin") if row["subject"] == task]
        step = next(row for row in story.all("task.step", "begin") if row["subject"] == task)
        done = [row for row in story.all("future.set_result", "end") if row["row"] < step["row"]]
        assert (mine[0]["label"], mine[0]["value"]) == ("started", "None")
        assert step["object"] == done[-1]["subject"]


def test_a_step_adds_itself_to_the_future_that_came_out() -> None:
    story = Story("crawler", urls=3)
    added = story.all("future.add_done_callback")
    yielded = [row for row in story.all("coroutine.send", "end") if row["label"] == "yielded"]
    assert [(row["object"], row["subject"]) for row in yielded] == [
        (row["subject"], row["object"]) for row in added
    ]


def test_the_crawler_waits_in_one_select_with_all_its_registrations() -> None:
    first = Story("crawler", urls=10).all("select", "begin")[0]
    assert first["value"] == "10"


def test_a_page_may_come_in_many_packets() -> None:
    story = Story("crawler", urls=1, page_bytes=9_000)
    sizes = [row["value"] for row in story.all("packet.data", "end") if row["host"] == "here"]
    assert sizes == ["2000 B"] * 4 + ["1000 B"]
