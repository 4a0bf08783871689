"""A program in which what can go wrong does: the client must be able to show and tell it all."""

import socket
from selectors import EVENT_READ, EVENT_WRITE, DefaultSelector

from simloop.loops.minimal.future import Future
from simloop.loops.minimal.loop import selector as shared
from simloop.loops.minimal.task import Task

selector = DefaultSelector()
print(selector.select(0.5))  # nothing is registered: the time is up

refused = socket.socket()
refused.setblocking(False)
refused.connect_ex(("example.com", 81))
selector.register(refused, EVENT_WRITE, "no callback, but a word")
print(selector.select(), refused.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))
selector.unregister(refused)
refused.close()

asked = socket.socket()
asked.connect(("example.com", 80))  # blocking: the thread waits inside the call
asked.setblocking(False)
selector.register(asked, EVENT_WRITE)
selector.modify(asked, EVENT_READ | EVENT_WRITE)
try:
    asked.recv(10)
except BlockingIOError as error:
    print(error)
asked.sendall(b"GET / HTTP/1.0\r\n\r\n")
asked.shutdown(socket.SHUT_WR)
selector.modify(asked, EVENT_READ)
selector.select()
asked.close()  # with bytes unread, and registered still

try:
    socket.socket().connect(("nowhere.example", 80))
except OSError as error:
    print(error)


def sums():
    first = yield Future()
    second = yield waiting
    return first + second


def fails():
    yield waiting
    raise ValueError("as it should")


def starts_another():
    Task(returns_at_once())
    yield waiting


def returns_at_once():
    return "at once"
    yield


waiting = Future()
waiting.add_done_callback(lambda future: print("a callback that is no task's", future))
Task(sums())
Task(starts_another())
Task(returns_at_once())
Task(fails())
shared.select(0)
waiting.set_result(7)  # wakes two tasks, the second of which fails
