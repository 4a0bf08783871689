"""Where the time of a run went."""

from simloop.machine.trace import Rows
from simloop.recording.recorder import Recorder
from simloop.recording.statistics import LineTime, Statistics, ThreadTime, statistics
from tests.recording.story import METADATA, story


def test_a_thread_waits_in_select_and_works_the_rest_of_the_time() -> None:
    recorder = Recorder(METADATA)
    recorder.write(Rows.of(story(6)))
    assert statistics(recorder.finish()) == Statistics(
        kinds={"line": 6, "program": 2, "select": 2},
        threads={"main": ThreadTime(working_ps=7 * 380, waiting_ps=1000)},
        lines={
            ("story.py", 1): LineTime(executions=2, ps=380 + 380 + 1000 + 380),
            ("story.py", 2): LineTime(executions=1, ps=380),
            ("story.py", 3): LineTime(executions=1, ps=380),
            ("story.py", 4): LineTime(executions=1, ps=380),
            ("story.py", 5): LineTime(executions=1, ps=380),
        },
    )


def test_an_empty_recording_has_no_time() -> None:
    assert statistics(Recorder(METADATA).finish()) == Statistics(kinds={})
