import socket
import time
from selectors import EVENT_READ, EVENT_WRITE

import simloop.loops.yield_from.loop as event_loop
from parameters import urls_todo
from simloop.loops.yield_from.future import Future
from simloop.loops.yield_from.loop import selector
from simloop.loops.yield_from.task import Task


def connect(sock, address):
    sock.setblocking(False)
    sock.connect_ex(address)
    f = Future()

    def on_writable():
        f.set_result(None)

    selector.register(sock.fileno(), EVENT_WRITE, on_writable)
    yield from f
    selector.unregister(sock.fileno())


def read(sock):
    f = Future()

    def on_readable():
        f.set_result(sock.recv(4096))

    selector.register(sock.fileno(), EVENT_READ, on_readable)
    chunk = yield from f
    selector.unregister(sock.fileno())
    return chunk


def read_all(sock):
    response = b''
    while True:
        chunk = yield from read(sock)
        if not chunk:
            return response
        response += chunk


class Crawler:
    def __init__(self, url):
        self.url = url
        self.response = b''

    def fetch(self):
        host, page = self.url.split('/')
        sock = socket.socket()
        yield from connect(sock, (host, 80))
        request = f'GET /{page} HTTP/1.0\r\nHost: {host}\r\n\r\n'
        sock.send(request.encode())
        self.response = yield from read_all(sock)

        sock.close()
        urls_todo.remove(self.url)
        if not urls_todo:
            event_loop.stopped = True


if __name__ == '__main__':
    start = time.time()
    for url in list(urls_todo):
        crawler = Crawler(url)
        Task(crawler.fetch())
    event_loop.loop()
    print(time.time() - start)
