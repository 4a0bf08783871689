import tomllib
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simloop.machine.errors import BadInput
from simloop.machine.felt import YEAR, felt_text
from simloop.machine.latency import load_presets, preset_from_table, preset_named

# The seed notes' table, word for word: operation, real time, how it feels.
NOTES = [
    ("执行指令", 380, "1秒", "1 second"),
    ("读L1缓存", 500, "1.3秒", "1.3 seconds"),
    ("分支纠错", 5_000, "13秒", "13 seconds"),
    ("读L2缓存", 7_000, "18.2秒", "18.2 seconds"),
    ("加/解互斥锁", 25_000, "1分5秒", "1 min 5 s"),
    ("内存寻址", 100_000, "4分20秒", "4 min 20 s"),
    ("上下文切换/系统调用", 1_500_000, "1小时5分钟", "1 h 5 min"),
    ("1Gbps网络上传输2KB数据", 20_000_000, "14.4小时", "14.4 hours"),
    ("从内存读1M连续数据", 250_000_000, "7.5天", "7.5 days"),
    ("Ping同IDC两台主机（来回）", 500_000_000, "15天", "15 days"),
    ("从SSD读1M连续数据", 1_000_000_000, "1个月", "1 month"),
    ("从硬盘读1M连续数据", 20_000_000_000, "20个月", "20 months"),
    ("Ping不同城市的主机（来回）", 150_000_000_000, "12.5年", "12.5 years"),
    ("虚拟机重启", 4_000_000_000_000, "300年", "300 years"),
    ("服务器重启", 300_000_000_000_000, "2万5千年", "25,000 years"),
]


def test_the_default_preset_is_the_notes_table() -> None:
    rows = preset_named("notes").rows
    assert [(row.zh, row.real_ps, row.felt_zh, row.felt_en) for row in rows] == NOTES


@pytest.mark.parametrize(
    ("real_ps", "zh", "en"),
    [
        (380, "1秒", "1 second"),
        (500, "1.3秒", "1.3 seconds"),
        (5_000, "13.2秒", "13.2 seconds"),
        (7_000, "18.4秒", "18.4 seconds"),
        (25_000, "1分5秒", "1 min 5 s"),
        (100_000, "4分23秒", "4 min 23 s"),
        (1_500_000, "1小时5分钟", "1 h 5 min"),
        (20_000_000, "14.6小时", "14.6 hours"),
        (250_000_000, "7.6天", "7.6 days"),
        (500_000_000, "15.2天", "15.2 days"),
        (1_000_000_000, "1个月", "1 month"),
        (20_000_000_000, "20个月", "20 months"),
        (150_000_000_000, "12.5年", "12.5 years"),
        (4_000_000_000_000, "334年", "334 years"),
        (300_000_000_000_000, "2万5千年", "25,000 years"),
    ],
)
def test_what_a_time_feels_like_is_computed(real_ps: int, zh: str, en: str) -> None:
    assert (felt_text(real_ps, "zh"), felt_text(real_ps, "en")) == (zh, en)


def test_the_felt_scale_follows_the_instruction() -> None:
    assert felt_text(1000, "en", instruction_ps=1000) == "1 second"


@given(st.integers(0, 10**18))
def test_every_time_has_a_short_felt_text(t_ps: int) -> None:
    for language in ("zh", "en"):
        text = felt_text(t_ps, language)
        assert 0 < len(text) < 24 and "e" not in text.split()[0]


def test_a_felt_year_is_the_julian_year() -> None:
    assert YEAR == 31_557_600


def test_ten_megabits_are_a_hundred_times_slower() -> None:
    fast, slow = preset_named("notes"), preset_named("public-10mbps")
    assert slow.transfer_ps(2000) == 100 * fast.transfer_ps(2000) == 2_000_000_000
    assert slow.round_trip_ps == fast.round_trip_ps == 150_000_000_000


def test_the_distance_is_a_row_of_the_table() -> None:
    trips = {name: preset.round_trip_ps for name, preset in load_presets().items()}
    assert trips["same-dc"] == 500_000_000
    assert trips["same-host"] == 1_500_000


def test_changed_rows_get_their_own_felt_text() -> None:
    row = next(row for row in preset_named("public-10mbps").rows if row.id == "net_send_2kb")
    assert (row.felt_zh, row.felt_en) == ("2个月", "2 months")


@pytest.mark.parametrize("name", list(load_presets()))
def test_a_preset_survives_being_plain_data(name: str) -> None:
    preset = preset_named(name)
    assert preset_from_table(preset.table()) == preset


def broken(change) -> dict:
    table = deepcopy(preset_named("notes").table())
    table["rows"] = list(table["rows"])
    change(table)
    return table


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("preset.instruction_ps", lambda t: t.update(instruction_ps=0)),
        ("preset.instruction_ps", lambda t: t.update(instruction_ps=True)),
        ("preset.instruction_ps", lambda t: t.update(instruction_ps=1.5)),
        ("preset.rows", lambda t: t.update(rows="many")),
        ("preset.rows", lambda t: t["rows"].pop()),
        ("preset.rows", lambda t: t["rows"].append(t["rows"][0])),
        ("preset.rows", lambda t: t["rows"].append(7)),
        ("preset.rows.id", lambda t: t["rows"].append({"id": "l3_read"})),
        ("preset.rows.mutex.real_ps", lambda t: t["rows"][4].update(real_ps=-1)),
        ("preset.rows.mutex.real_ps", lambda t: t["rows"][4].update(real_ps="25 ns")),
        ("preset.rows.mutex.speed", lambda t: t["rows"][4].update(speed=1)),
        ("preset.machine.distance", lambda t: t["machine"].update(distance="mars")),
        ("preset.machine.segment_bytes", lambda t: t["machine"].update(segment_bytes=0)),
        ("preset.machine.warp", lambda t: t["machine"].update(warp=9)),
        ("preset.machine", lambda t: t.update(machine=[])),
        ("preset.colour", lambda t: t.update(colour="red")),
        ("preset.zh", lambda t: t.update(zh=None)),
        ("preset.zh", lambda t: t.update(zh="字" * 1000)),
    ],
)
def test_a_wrong_table_is_refused_by_its_field(field: str, change) -> None:
    with pytest.raises(BadInput) as refusal:
        preset_from_table(broken(change))
    assert refusal.value.field == field


def test_an_unknown_preset_is_refused_with_those_there_are() -> None:
    with pytest.raises(BadInput) as refusal:
        preset_named("mars")
    assert refusal.value.field == "preset"
    assert refusal.value.allowed == list(load_presets())


def test_every_preset_file_says_where_its_figures_come_from() -> None:
    folder = Path(__file__).parents[2] / "simloop" / "presets"
    for path in folder.glob("*.toml"):
        table = tomllib.loads(path.read_text("utf-8"))
        assert table["id"] == path.stem and len(table["source"]) > 20
