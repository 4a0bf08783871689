"""What callbacks lose and coroutines keep: the stack, and local variables."""

import pytest

from tests.scenarios.conftest import Story
from tests.scenarios.test_crawler import ROUND_TRIP_PS, SYSTEM_CALL_PS


def functions_of_the_traceback(model: str) -> list[str]:
    text = Story("stack-ripping", model=model).all("print")[-1]["value"]
    head, *frames, error = text.splitlines()
    assert head == "Traceback (most recent call last):"
    assert error == "ValueError: invalid literal for int() with base 10: 'free'"
    return [frame.rpartition(" in ")[2] for frame in frames]


def test_the_callbacks_traceback_ends_at_the_loop() -> None:
    assert functions_of_the_traceback("callbacks") == ["<module>", "loop", "on_readable", "parse"]


def test_the_coroutines_traceback_holds_the_whole_chain() -> None:
    functions = functions_of_the_traceback("generators")
    assert functions[:5] == ["<module>", "loop", "<lambda>", "set_result", "step"]
    assert functions[5:] == ["crawl", "fetch", "read", "parse"]


@pytest.mark.parametrize("model", ["callbacks", "generators"])
def test_the_pages_before_are_read(model: str) -> None:
    story = Story("stack-ripping", model=model, pages=5)
    assert [row["value"] for row in story.all("print")][:-1] == ["/1 1", "/2 2", "/3 3", "/4 4"]
    assert story.outcome.error is None


@pytest.mark.parametrize("model", ["callbacks", "generators"])
def test_they_take_two_trips(model: str) -> None:
    # All connect during one trip and are answered during the other; what is around that is less
    # than thirty calls, or as much in statements, for each page.
    end_ps = Story("stack-ripping", model=model).end_ps
    assert 2 * ROUND_TRIP_PS < end_ps < 2 * ROUND_TRIP_PS + 3 * 30 * SYSTEM_CALL_PS


def said(model: str, sentences: int) -> list[str]:
    return [
        row["value"] for row in Story("shared-state", model=model, sentences=sentences).all("print")
    ]


@pytest.mark.parametrize("model", ["callbacks", "generators"])
def test_one_sentence_alone_comes_back_in_four_trips(model: str) -> None:
    assert said(model, 1) == ["one two three"]
    end_ps = Story("shared-state", model=model, sentences=1).end_ps
    # One trip to connect, one for each of three words, which are short.
    assert 4 * ROUND_TRIP_PS < end_ps < 4 * ROUND_TRIP_PS + 40 * SYSTEM_CALL_PS


def test_two_sentences_in_callbacks_get_mixed_up() -> None:
    assert said("callbacks", 2) == ["one un two", "one un two trois"]


@pytest.mark.parametrize("sentences", [3, 4])
def test_three_sentences_in_callbacks_count_past_the_end(sentences: int) -> None:
    outcome = Story("shared-state", model="callbacks", sentences=sentences).outcome
    assert outcome.error == "IndexError: list index out of range"


def test_local_variables_keep_them_apart() -> None:
    assert said("generators", 4) == [
        "one two three",
        "un deux trois",
        "uno dos tres",
        "eins zwei drei",
    ]
