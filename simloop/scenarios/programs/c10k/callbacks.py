import socket
from selectors import EVENT_READ, DefaultSelector

from parameters import connections, file_bytes

selector = DefaultSelector()
served = 0


def on_connection(server):
    conn, address = server.accept()
    conn.setblocking(False)
    selector.register(conn, EVENT_READ, on_request)


def on_request(conn):
    global served
    conn.recv(100)
    conn.send(b'x' * file_bytes)
    selector.unregister(conn)
    conn.close()
    served += 1


if __name__ == '__main__':
    server = socket.socket()
    server.bind(('', 21))
    server.listen(connections)
    server.setblocking(False)
    selector.register(server, EVENT_READ, on_connection)
    while served < connections:
        for key, mask in selector.select():
            callback = key.data
            callback(key.fileobj)
    print('0 refused')
