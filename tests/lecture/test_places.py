"""Places, by the table that the client's tests read too (static/src/model/places.test.ts)."""

import json
from pathlib import Path
from typing import Any

import pytest

from simloop.face import run_scenario
from simloop.lecture.places import PlaceError, Walk, parse_place
from simloop.recording.recording import Recording

TABLE = json.loads((Path(__file__).parent / "places.json").read_text())
Entry = dict[str, Any]


@pytest.fixture(scope="module")
def recording() -> Recording:
    return run_scenario("crawler", urls=3)


def last(recording: Recording, entry: Entry) -> int:
    return Walk(recording).rows([parse_place(words) for words in entry["walk"]])[-1]


@pytest.mark.parametrize("entry", TABLE["there"], ids=str)
def test_a_walk_leads_to_what_it_names(recording: Recording, entry: Entry) -> None:
    row = last(recording, entry)
    found = {column: recording.table[column][row].as_py() for column in entry if column != "walk"}
    assert found == {column: value for column, value in entry.items() if column != "walk"}


@pytest.mark.parametrize("entry", TABLE["wrong"], ids=str)
def test_a_wrong_place_says_what_is_not_so(recording: Recording, entry: Entry) -> None:
    with pytest.raises(PlaceError) as error:
        last(recording, entry)
    assert entry["says"] in error.value.message
