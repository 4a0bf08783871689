import socket
import time
from selectors import EVENT_READ, EVENT_WRITE

import simloop.loops.minimal.loop as event_loop
from parameters import urls_todo
from simloop.loops.minimal.future import Future
from simloop.loops.minimal.loop import selector
from simloop.loops.minimal.task import Task


class Crawler:
    def __init__(self, url):
        self.url = url
        self.response = b''

    def fetch(self):
        host, page = self.url.split('/')
        sock = socket.socket()
        sock.setblocking(False)
        sock.connect_ex((host, 80))
        f = Future()

        def on_writable():
            f.set_result(None)

        selector.register(sock.fileno(), EVENT_WRITE, on_writable)
        yield f
        selector.unregister(sock.fileno())
        request = f'GET /{page} HTTP/1.0\r\nHost: {host}\r\n\r\n'
        sock.send(request.encode())

        while True:
            f = Future()

            def on_readable():
                f.set_result(sock.recv(4096))

            selector.register(sock.fileno(), EVENT_READ, on_readable)
            chunk = yield f
            selector.unregister(sock.fileno())
            if not chunk:
                break
            self.response += chunk

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
