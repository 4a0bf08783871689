"""Files on disks: what a read costs, who waits, and that the bytes are right."""

import pytest

from tests.machine.conftest import MS, World

CALL_PS = 1_500_000
MB = 1_000_000
COPY_MB_PS = 250_000_000


def with_file(world: World, path: str, size_bytes: int) -> None:
    world.machine.files.files[path] = bytearray(b"x" * size_bytes)


@pytest.mark.parametrize(
    ("path", "row"), [("/ssd/a", "ssd_read_1mb"), ("/disk/a", "disk_read_1mb")]
)
def test_reading_1_mb_takes_the_row_of_its_disk(world: World, path: str, row: str) -> None:
    with_file(world, path, MB)
    file = world.machine.files.open(path, "rb")
    before_ps = world.now_ps
    assert file.read() == b"x" * MB
    assert world.now_ps == before_ps + CALL_PS + world.preset.cost_ps(row) + COPY_MB_PS


def test_going_elsewhere_costs_a_seek_and_going_on_does_not(world: World) -> None:
    with_file(world, "/disk/a", MB)
    file = world.machine.files.open("/disk/a", "rb")
    took = []
    for offset in (None, None, 0, None):
        if offset is not None:
            file.seek(offset)
        before_ps = world.now_ps
        file.read(1000)
        took.append(world.now_ps - before_ps)
    seek_ps = 10 * MS
    assert [took[1], took[2], took[3]] == [took[0], took[0] + seek_ps, took[0]]


def test_a_read_blocks_its_thread_and_not_the_cpu(make_world) -> None:
    world = make_world(cores=1)
    with_file(world, "/disk/a", MB)
    ended = []

    def compute() -> None:
        world.cpu.compute(0.01)
        ended.append(world.now_ps)

    thread = world.threading.Thread(target=compute)
    thread.start()
    with world.machine.files.open("/disk/a", "rb") as file:
        file.read()
    assert ended[0] < 11 * MS < world.now_ps < 22 * MS


def test_a_disk_serves_one_request_after_the_other(make_world) -> None:
    world = make_world()
    for name in "ab":
        with_file(world, f"/ssd/{name}", MB)

    def read(name: str) -> None:
        with world.machine.files.open(f"/ssd/{name}", "rb") as file:
            file.read()

    threads = [world.threading.Thread(target=read, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    first, second = (
        [row[0] for row in world.told("disk.transfer") if row[1] == phase]
        for phase in ("begin", "end")
    )
    assert first[1] == second[0]
    assert second[1] - first[1] == MS + world.preset.machine.ssd_seek_us * 10**6


def test_what_is_written_can_be_read_as_text_and_appended_to(world: World) -> None:
    files = world.machine.files
    with files.open("/ssd/log", "w") as file:
        assert file.write("第一行\n") == 4
    with files.open("/ssd/log", "a") as file:
        file.write("two\n")
    with files.open("/ssd/log") as file:
        assert list(file) == ["第一行\n", "two\n"]
    with pytest.raises(ValueError, match="closed file"):
        file.read()


@pytest.mark.parametrize(
    ("path", "mode", "error"),
    [
        ("/ssd/none", "r", FileNotFoundError),
        ("/etc/passwd", "r", FileNotFoundError),
        ("/ssd/a", "x+", ValueError),
    ],
)
def test_what_cannot_be_opened_is_refused(world: World, path, mode, error) -> None:
    with pytest.raises(error):
        world.machine.files.open(path, mode)


def test_a_file_that_was_opened_for_writing_cannot_be_read(world: World) -> None:
    file = world.machine.files.open("/ssd/a", "w")
    with pytest.raises(OSError, match="not readable"):
        file.read()
    with pytest.raises(ValueError, match="negative seek"):
        file.seek(-1)
