import socket
from selectors import EVENT_READ, EVENT_WRITE

from parameters import sentences
from simloop.loops.minimal.future import Future
from simloop.loops.minimal.loop import selector
from simloop.loops.minimal.task import Task


def ready(sock, event):
    f = Future()
    selector.register(sock, event, lambda: f.set_result(None))
    return f


def ask(words):
    answer = []
    sock = socket.socket()
    sock.setblocking(False)
    sock.connect_ex(('echo', 7))

    for word in words:
        yield ready(sock, EVENT_WRITE)
        selector.unregister(sock)
        sock.send(word.encode())
        yield ready(sock, EVENT_READ)
        selector.unregister(sock)
        answer.append(sock.recv(100).decode())

    sock.close()
    print(' '.join(answer))


if __name__ == '__main__':
    for sentence in sentences:
        Task(ask(sentence.split()))
    while selector.get_map():
        for key, mask in selector.select():
            callback = key.data
            callback()
