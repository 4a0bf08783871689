import socket
import time

from parameters import urls_todo


class Crawler:
    def __init__(self, url):
        self.host, self.page = url.split('/')
        self.response = b''
        self.sock = socket.socket()
        self.sock.setblocking(False)
        self.sock.connect_ex((self.host, 80))
        self.attempt = self.send

    def send(self):
        request = f'GET /{self.page} HTTP/1.0\r\nHost: {self.host}\r\n\r\n'
        self.sock.send(request.encode())
        self.attempt = self.receive

    def receive(self):
        chunk = self.sock.recv(4096)
        self.response += chunk
        if not chunk:
            self.sock.close()
            crawlers.remove(self)


if __name__ == '__main__':
    start = time.time()
    crawlers = [Crawler(url) for url in urls_todo]
    while crawlers:
        for crawler in list(crawlers):
            try:
                crawler.attempt()
            except BlockingIOError:
                pass
    print(time.time() - start)
