import socket
import time

from parameters import urls_todo


def fetch(url):
    host, page = url.split('/')
    sock = socket.socket()
    sock.connect((host, 80))
    request = f'GET /{page} HTTP/1.0\r\nHost: {host}\r\n\r\n'
    sock.send(request.encode())

    response = b''
    while True:
        chunk = sock.recv(4096)
        if not chunk:
            break
        response += chunk

    sock.close()
    return len(response)


if __name__ == '__main__':
    start = time.time()
    for url in urls_todo:
        fetch(url)
    print(time.time() - start)
