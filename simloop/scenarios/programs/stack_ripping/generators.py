import socket
import traceback
from selectors import EVENT_READ, EVENT_WRITE

from parameters import pages
from simloop.loops.yield_from.future import Future
from simloop.loops.yield_from.loop import selector
from simloop.loops.yield_from.task import Task


def crawl(page):
    price = yield from fetch(page)
    print(page, price)


def fetch(page):
    sock = socket.socket()
    sock.setblocking(False)
    sock.connect_ex(('shop', 80))
    yield from ready(sock, EVENT_WRITE)
    sock.send(f'GET {page} HTTP/1.0\r\n\r\n'.encode())
    return (yield from read(sock))


def read(sock):
    yield from ready(sock, EVENT_READ)
    text = sock.recv(4096).decode()
    return parse(text)


def ready(sock, event):
    f = Future()
    selector.register(sock, event, lambda: f.set_result(None))
    yield from f
    selector.unregister(sock)


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
            Task(crawl(page))
        loop()
    except ValueError:
        traceback.print_exc()
