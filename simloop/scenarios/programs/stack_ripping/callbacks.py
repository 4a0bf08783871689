import socket
import traceback
from selectors import EVENT_READ, EVENT_WRITE, DefaultSelector

from parameters import pages

selector = DefaultSelector()


def crawl(page):
    fetch(page, lambda price: print(page, price))


def fetch(page, callback):
    sock = socket.socket()
    sock.setblocking(False)
    sock.connect_ex(('shop', 80))

    def on_writable():
        selector.unregister(sock)
        sock.send(f'GET {page} HTTP/1.0\r\n\r\n'.encode())
        read(sock, callback)

    selector.register(sock, EVENT_WRITE, on_writable)


def read(sock, callback):
    def on_readable():
        selector.unregister(sock)
        text = sock.recv(4096).decode()
        callback(parse(text))

    selector.register(sock, EVENT_READ, on_readable)


def parse(text):
    name, price = text.split('=')
    return int(price)


def loop():
    while selector.get_map():
        for key, mask in selector.select():
            callback = key.data
            callback()


if __name__ == '__main__':
    try:
        for page in pages:
            crawl(page)
        loop()
    except ValueError:
        traceback.print_exc()
