import socket
from threading import Thread

from parameters import connections, file_bytes

refused = 0


def serve(conn):
    conn.recv(100)
    conn.sendall(b'x' * file_bytes)
    conn.close()


if __name__ == '__main__':
    server = socket.socket()
    server.bind(('', 21))
    server.listen(connections)
    for number in range(connections):
        conn, address = server.accept()
        try:
            Thread(target=serve, args=(conn,)).start()
        except RuntimeError:
            conn.close()
            refused += 1
    print(f'{refused} refused')
