"""Everything that happened in a run, as data: kinds of event, recorder, recording, statistics.

Knows nothing of what is recorded but the kinds of event. Needs Arrow, save for the table of kinds.
"""
