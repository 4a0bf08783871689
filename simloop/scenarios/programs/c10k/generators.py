import socket
from selectors import EVENT_READ

import simloop.loops.minimal.loop as event_loop
from parameters import connections, file_bytes
from simloop.loops.minimal.future import Future
from simloop.loops.minimal.loop import selector
from simloop.loops.minimal.task import Task

served = 0


def readable(sock):
    f = Future()
    selector.register(sock, EVENT_READ, lambda: f.set_result(None))
    return f


def accept(server):
    for number in range(connections):
        yield readable(server)
        selector.unregister(server)
        conn, address = server.accept()
        conn.setblocking(False)
        Task(serve(conn))


def serve(conn):
    global served
    yield readable(conn)
    selector.unregister(conn)
    conn.recv(100)
    conn.send(b'x' * file_bytes)
    conn.close()
    served += 1
    if served == connections:
        event_loop.stopped = True


if __name__ == '__main__':
    server = socket.socket()
    server.bind(('', 21))
    server.listen(connections)
    server.setblocking(False)
    Task(accept(server))
    event_loop.loop()
    print('0 refused')
