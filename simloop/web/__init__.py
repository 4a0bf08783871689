"""The server: pages, the HTTP calls, the live stream, and the workers that simulate.

Rule: nothing is simulated in the server's own process. A small process beside it (zygote.py) forks
a worker for each run; what a worker says is checked like anything else that comes from outside.
"""
