"""The seed notes' loop: a Future, a Task, and a loop over a selector.

The page shows these very files, so there is nothing in them but what a lecturer would write.
"""
