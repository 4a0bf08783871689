"""The table of kinds: every row of a recording is held against it."""

import re

import pytest

from simloop.recording.columns import COLUMNS
from simloop.recording.kinds import KINDS, check_row, check_rows, typescript
from tests.recording.story import Row, row, story


def test_a_run_told_by_hand_obeys_the_table() -> None:
    check_rows(story())


def changed(original: Row, **cells: object) -> Row:
    return tuple(cells.get(column, cell) for column, cell in zip(COLUMNS, original, strict=True))


SELECT = row(380, "begin", "select", subject="fd 3", cause=0, value="1")


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        (SELECT[:-1], "12 columns, not 13"),
        (changed(SELECT, kind="selekt"), "unknown kind 'selekt'"),
        (changed(SELECT, phase="instant"), "phase 'instant', not one of ('begin', 'end')"),
        (changed(SELECT, t_ps=380.0), "t_ps is float, not int"),
        (changed(SELECT, t_ps=None), "t_ps must not be null"),
        (changed(SELECT, core=True), "core is bool, not int"),
        (changed(SELECT, core=-1), "core is negative"),
        (changed(SELECT, subject=3), "subject is int, not str"),
        (changed(SELECT, subject=None), "subject must hold the selector (`fd 3`)"),
        (changed(SELECT, object="fd 5"), "object must be null"),
        (changed(SELECT, phase="end", label="1.5"), "label must be null"),
        (changed(SELECT, value=None), "value must hold how many descriptors are registered"),
        (changed(SELECT, cause=7), "cause 7 is not an earlier row"),
        (
            row(380, "instant", "line", subject="f#1", cause=0, line=3),
            "file and line must not be null",
        ),
    ],
)
def test_a_row_that_breaks_the_table_is_refused(wrong: Row, complaint: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"row 7: {complaint}")):
        check_row(wrong, 7)


def test_a_column_may_be_null_where_its_description_speaks_of_null() -> None:
    check_row(changed(SELECT, label=None), 7)
    check_row(changed(SELECT, label="0.5"), 7)


def test_time_never_goes_back() -> None:
    rows = story()
    rows[3] = changed(rows[3], t_ps=379)
    with pytest.raises(ValueError, match="row 3: t_ps goes back from 380"):
        check_rows(rows)


def test_the_cause_of_an_end_is_its_begin() -> None:
    rows = story()
    rows[5] = changed(rows[5], cause=0)
    with pytest.raises(ValueError, match="row 5: its cause is not its begin"):
        check_rows(rows)


def test_every_description_says_for_which_phase_it_holds() -> None:
    assert KINDS["socket.recv"].meaning("value", "begin") is None
    assert KINDS["socket.recv"].meaning("value", "end") == (
        "how many came (`2000 B`; `0 B` is the end of the stream), or the error"
    )
    assert KINDS["packet.data"].meaning("value", "end") == "how many bytes it carries (`2000 B`)"


def test_the_clients_types_name_every_kind_in_order_with_phases_and_depth() -> None:
    text = typescript()
    listed = text[text.index("KINDS = [") : text.index("] as const")]
    assert re.findall(r"'([^']+)'", listed) == list(KINDS)
    for kind in KINDS.values():
        phases = ", ".join(f"'{phase}'" for phase in kind.phases)
        assert f"'{kind.name}': {{phases: [{phases}], depth: '{kind.depth}'}}" in text
