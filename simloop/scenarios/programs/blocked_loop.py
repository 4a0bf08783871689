import socket
from selectors import EVENT_READ, DefaultSelector

import cpu
from parameters import block_ms, blocking, clients

selector = DefaultSelector()
served = 0


def block():
    if blocking == 'compute':
        cpu.compute(block_ms / 1000)
    elif blocking == 'disk':
        with open('/disk/report', 'rb') as report:
            report.read()


def on_connection(server):
    conn, address = server.accept()
    conn.setblocking(False)
    selector.register(conn, EVENT_READ, on_message)


def on_message(conn):
    global served
    message = conn.recv(1024)
    if message == b'report':
        block()
    if message:
        conn.send(message)
    else:
        selector.unregister(conn)
        conn.close()
        served += 1


if __name__ == '__main__':
    server = socket.socket()
    server.bind(('', 7))
    server.listen()
    server.setblocking(False)
    selector.register(server, EVENT_READ, on_connection)
    while served < clients:
        for key, mask in selector.select():
            callback = key.data
            callback(key.fileobj)
