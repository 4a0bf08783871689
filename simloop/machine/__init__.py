"""The simulated computer: a clock, a CPU-time table, a network, sockets and a selector.

It runs nothing by itself. Real Python calls it, as programs call a kernel, and its clock moves.
It imports nothing of simloop outside this room.
"""
