"""The same loop one step further: a Future that `yield from` can wait for.

Only Future has learned something, `__iter__`; Task and the loop are those of `minimal`.
"""
