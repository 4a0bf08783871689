import socket
import time
from selectors import EVENT_READ, EVENT_WRITE, DefaultSelector

from parameters import urls_todo

selector = DefaultSelector()
stopped = False


class Crawler:
    def __init__(self, url):
        self.url = url
        self.response = b''

    def fetch(self):
        self.host, self.page = self.url.split('/')
        self.sock = socket.socket()
        self.sock.setblocking(False)
        self.sock.connect_ex((self.host, 80))
        selector.register(self.sock.fileno(), EVENT_WRITE, self.on_connected)

    def on_connected(self):
        selector.unregister(self.sock.fileno())
        request = f'GET /{self.page} HTTP/1.0\r\nHost: {self.host}\r\n\r\n'
        self.sock.send(request.encode())
        selector.register(self.sock.fileno(), EVENT_READ, self.on_readable)

    def on_readable(self):
        global stopped
        chunk = self.sock.recv(4096)
        if chunk:
            self.response += chunk
            return
        selector.unregister(self.sock.fileno())
        self.sock.close()
        urls_todo.remove(self.url)
        if not urls_todo:
            stopped = True


def loop():
    while not stopped:
        events = selector.select()
        for event_key, event_mask in events:
            callback = event_key.data
            callback()


if __name__ == '__main__':
    start = time.time()
    for url in list(urls_todo):
        crawler = Crawler(url)
        crawler.fetch()
    loop()
    print(time.time() - start)
