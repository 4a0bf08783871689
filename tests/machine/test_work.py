"""The small rows of the table, as operations on data."""

import pytest

from tests.machine.conftest import World


@pytest.mark.parametrize(
    ("work", "cost_ps"),
    [
        (lambda cpu: cpu.instructions(1000), 380_000),
        (lambda cpu: cpu.compute(0.001), 10**9),
        (lambda cpu: cpu.branches(100, predictable=True), 100 * 380),
        (lambda cpu: cpu.branches(100), 100 * 380 + 50 * 5_000),
        (lambda cpu: cpu.copy(1_000_000), 250_000_000),
        (lambda cpu: cpu.Array(4_000_000).walk(), 1_000_000_000),
        (lambda cpu: cpu.Array(32_000).pick(10), 10 * 500),
        (lambda cpu: cpu.Array(32_001).pick(10), 10 * 7_000),
        (lambda cpu: cpu.Array(256_001).pick(10), 10 * 100_000),
    ],
)
def test_work_costs_what_the_table_says(world: World, work, cost_ps: int) -> None:
    work(world.cpu)
    assert world.now_ps == cost_ps


def test_work_is_a_span_named_by_its_row(world: World) -> None:
    world.cpu.Array(100).pick(7)
    begin, end = world.told("cpu.work")
    assert (begin[1], begin[6], begin[12]) == ("begin", "l1_read", "7")
    assert end[0] - begin[0] == 7 * 500


def test_memory_is_gone_through_by_bytes(world: World) -> None:
    world.cpu.Array(32_000).walk()
    assert world.told("cpu.work")[0][12] == "32000 B"
    with pytest.raises(ValueError, match="-1 bytes"):
        world.cpu.copy(-1)


def test_nothing_can_be_done_less_than_no_times(world: World) -> None:
    with pytest.raises(ValueError, match="-1 times"):
        world.cpu.instructions(-1)
    with pytest.raises(ValueError, match="at least one byte"):
        world.cpu.Array(0)
