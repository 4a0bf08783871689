"""The CPU-time table: what each operation costs, as data. A preset is one such table.

Presets are files in `simloop/presets`. One may name a `base`, and then says only what differs.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from simloop.machine.errors import BadInput
from simloop.machine.felt import felt_text

PRESETS = Path(__file__).parent.parent / "presets"
KB = 1_000  # the table's 2 KB on 1 Gbps: 2,000 bytes
MB = 1_000_000

ROW_IDS = (
    "instruction",
    "l1_read",
    "branch_mispredict",
    "l2_read",
    "mutex",
    "memory_reference",
    "context_switch",
    "net_send_2kb",
    "memory_read_1mb",
    "ping_same_dc",
    "ssd_read_1mb",
    "disk_read_1mb",
    "ping_other_city",
    "vm_reboot",
    "server_reboot",
)
LONGEST_PS = 10**18  # eleven days: beyond that a row is a mistake


@dataclass(frozen=True, slots=True)
class LatencyRow:
    """One operation of the table; `felt_*` is the wording shown beside its time."""

    id: str
    zh: str
    en: str
    real_ps: int
    felt_zh: str
    felt_en: str


@dataclass(frozen=True, slots=True)
class MachineFigures:
    """What the machine needs to know beyond the table."""

    statement_instructions: int
    loop_step_instructions: int
    distance: str
    segment_bytes: int
    send_buffer_bytes: int
    receive_buffer_bytes: int
    cores: int
    memory_bytes: int
    process_bytes: int
    thread_bytes: int
    time_slice_us: int
    switch_interval_us: int
    process_switch_percent: int
    thread_create_instructions: int
    process_create_instructions: int
    l1_bytes: int
    l2_bytes: int
    system_call_percent: int
    radio_wake_us: int
    radio_sleep_us: int
    ssd_seek_us: int
    disk_seek_us: int


@dataclass(frozen=True)
class Preset:
    """A CPU-time table under a name, with the machine's figures."""

    id: str
    zh: str
    en: str
    source: str
    instruction_ps: int
    machine: MachineFigures
    rows: tuple[LatencyRow, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "_cost_ps", {row.id: row.real_ps for row in self.rows})

    def cost_ps(self, row: str) -> int:
        """What one operation of the table costs."""
        costs: dict[str, int] = self.__dict__["_cost_ps"]
        return costs[row]

    @property
    def statement_ps(self) -> int:
        """What one executed Python statement costs."""
        return self.machine.statement_instructions * self.cost_ps("instruction")

    @property
    def system_call_ps(self) -> int:
        """What entering the kernel costs."""
        return self.cost_ps("context_switch") * self.machine.system_call_percent // 100

    @property
    def process_switch_ps(self) -> int:
        """What it costs a core to go from one process to another."""
        return self.cost_ps("context_switch") * self.machine.process_switch_percent // 100

    @property
    def thread_create_ps(self) -> int:
        """What making a thread costs beyond its system call."""
        return self.machine.thread_create_instructions * self.cost_ps("instruction")

    @property
    def process_create_ps(self) -> int:
        """What making a process costs beyond its system call."""
        return self.machine.process_create_instructions * self.cost_ps("instruction")

    @property
    def round_trip_ps(self) -> int:
        """What a packet takes to a peer and back."""
        return self.cost_ps(self.machine.distance)

    def transfer_ps(self, size_bytes: int) -> int:
        """How long the bytes occupy the network: the row for 2 KB, in proportion."""
        return size_bytes * self.cost_ps("net_send_2kb") // (2 * KB)

    def copy_ps(self, size_bytes: int) -> int:
        """How long it takes to copy bytes in memory: the row for 1 MB, in proportion."""
        return size_bytes * self.cost_ps("memory_read_1mb") // MB

    def table(self) -> dict[str, Any]:
        """The preset as plain data; `preset_from_table` reads it back."""
        return asdict(self) | {"rows": [asdict(row) for row in self.rows]}


@cache
def load_presets() -> dict[str, Preset]:
    """All presets that come with simloop, the notes' table first."""
    tables = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in PRESETS.glob("*.toml")}
    presets = {
        name: preset_from_table(_on_its_base(table, tables)) for name, table in tables.items()
    }
    names = sorted(presets, key=lambda name: (name != "notes", -presets[name].round_trip_ps, name))
    return {name: presets[name] for name in names}


def preset_named(name: str) -> Preset:
    """One of the presets that come with simloop."""
    presets = load_presets()
    if name not in presets:
        raise BadInput("preset", f"there is no preset {name!r}", list(presets))
    return presets[name]


def preset_from_file(path: Path) -> Preset:
    """Somebody's own preset, as TOML or JSON: a whole table, or a `base` and what differs."""
    try:
        text = path.read_text("utf-8")
        table = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except (OSError, ValueError) as error:
        raise BadInput("preset", f"cannot read {path}: {error}") from None
    if not isinstance(table, dict):
        raise BadInput("preset", f"{path} holds no table")
    if "base" not in table:
        return preset_from_table(table)
    base = preset_named(_text("preset.base", table["base"])).table()
    if not all(isinstance(row, dict) and row.get("id") in ROW_IDS for row in table.get("rows", [])):
        raise BadInput("preset.rows.id", "a row that is not in the table", list(ROW_IDS))
    if not isinstance(table.get("machine", {}), dict):
        raise BadInput("preset.machine", "must be a table", list(base["machine"]))
    return preset_from_table(_on_its_base(table, {base["id"]: base}))


def preset_from_table(table: Mapping[str, Any]) -> Preset:
    """A preset from plain data; raises BadInput, which names the field."""
    _only_known("preset", table, [field.name for field in fields(Preset)])
    instruction_ps = _whole("preset.instruction_ps", table.get("instruction_ps"), 1, LONGEST_PS)
    given = table.get("rows")
    if not isinstance(given, list):
        raise BadInput("preset.rows", "must be a list of rows", list(ROW_IDS))
    rows = {row.id: row for row in (_row(row, instruction_ps) for row in given)}
    for row_id in ROW_IDS:
        if row_id not in rows:
            raise BadInput("preset.rows", f"the row {row_id!r} is missing", list(ROW_IDS))
    if len(given) != len(rows):
        raise BadInput("preset.rows", "a row stands there twice")
    return Preset(
        id=_text("preset.id", table.get("id")),
        zh=_text("preset.zh", table.get("zh")),
        en=_text("preset.en", table.get("en")),
        source=_text("preset.source", table.get("source", "")),
        instruction_ps=instruction_ps,
        machine=_figures(table.get("machine")),
        rows=tuple(rows[row_id] for row_id in ROW_IDS),
    )


def _row(row: object, instruction_ps: int) -> LatencyRow:
    if not isinstance(row, Mapping):
        raise BadInput("preset.rows", f"a row must be an object, not {row!r:.40}")
    row_id = row.get("id")
    if row_id not in ROW_IDS:
        raise BadInput("preset.rows.id", f"there is no row {row_id!r:.40}", list(ROW_IDS))
    where = f"preset.rows.{row_id}"
    _only_known(where, row, [field.name for field in fields(LatencyRow)])
    real_ps = _whole(f"{where}.real_ps", row.get("real_ps"), 0, LONGEST_PS)
    return LatencyRow(
        id=row_id,
        zh=_text(f"{where}.zh", row.get("zh")),
        en=_text(f"{where}.en", row.get("en")),
        real_ps=real_ps,
        felt_zh=_text(
            f"{where}.felt_zh", row.get("felt_zh") or felt_text(real_ps, "zh", instruction_ps)
        ),
        felt_en=_text(
            f"{where}.felt_en", row.get("felt_en") or felt_text(real_ps, "en", instruction_ps)
        ),
    )


def _figures(given: object) -> MachineFigures:
    """The notes' figures, with those given in their place."""
    values: dict[str, Any] = dict(_notes_figures())
    if given is not None and not isinstance(given, Mapping):
        raise BadInput("preset.machine", "must be an object", list(values))
    _only_known("preset.machine", given or {}, list(values))
    values |= given or {}
    if values["distance"] not in ROW_IDS:
        raise BadInput(
            "preset.machine.distance", f"there is no row {values['distance']!r:.40}", list(ROW_IDS)
        )
    for name, value in values.items():
        if name != "distance":
            least = 0 if name.endswith(("instructions", "seek_us", "wake_us")) else 1
            _whole(f"preset.machine.{name}", value, least, 10**13)
    return MachineFigures(**values)


@cache
def _notes_figures() -> dict[str, Any]:
    figures: dict[str, Any] = tomllib.loads((PRESETS / "notes.toml").read_text("utf-8"))["machine"]
    return figures


def _on_its_base(table: dict[str, Any], tables: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The whole table of a preset that says only what differs from its base."""
    if "base" not in table:
        return table
    base = _on_its_base(tables[table["base"]], tables)
    instruction_ps = table.get("instruction_ps", base["instruction_ps"])
    changed = {row["id"]: row for row in table.get("rows", [])}
    rows = []
    for row in base["rows"]:
        merged = row | changed.get(row["id"], {})
        if merged["real_ps"] != row["real_ps"] or instruction_ps != base["instruction_ps"]:
            own = changed.get(row["id"], {})
            merged |= {name: own.get(name) for name in ("felt_zh", "felt_en")}
        rows.append(merged)
    machine = base["machine"] | table.get("machine", {})
    own = {name: value for name, value in table.items() if name != "base"}
    return base | own | {"machine": machine, "rows": rows}


def _only_known(where: str, given: Mapping[str, Any], known: list[str]) -> None:
    for name in given:
        if name not in known:
            raise BadInput(f"{where}.{name}", "there is no such field", known)


def _whole(field: str, value: object, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise BadInput(field, f"must be a whole number from {least} to {most}, not {value!r:.40}")
    return value


def _text(field: str, value: object) -> str:
    if not isinstance(value, str) or len(value) > 400:
        raise BadInput(field, f"must be a text of at most 400 characters, not {value!r:.40}")
    return value
