import socket
import time

from parameters import patience, tries, timeout


def fetch(host):
    sock = socket.create_connection((host, 80), timeout)
    try:
        sock.sendall(b'GET / HTTP/1.0\r\n\r\n')
        response = b''
        while True:
            chunk = sock.recv(4096)
            if not chunk:
                return response
            response += chunk
    finally:
        sock.close()


def fetch_with_retries(host):
    delay = patience
    for attempt in range(tries):
        if attempt > 0:
            time.sleep(delay)
            delay *= 2
        try:
            return fetch(host)
        except OSError as error:
            print(f'{time.time():.1f} s: {error}')
    return None


if __name__ == '__main__':
    page = fetch_with_retries('xkcd.com')
    if page is None:
        print(f'{time.time():.1f} s: given up')
    else:
        print(f'{time.time():.1f} s: {len(page)} bytes')
