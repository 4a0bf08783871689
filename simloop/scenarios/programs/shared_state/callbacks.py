import socket
from selectors import EVENT_READ, EVENT_WRITE, DefaultSelector

from parameters import sentences

selector = DefaultSelector()
word = 0
answer = []


def ask(words):
    global word, answer
    word = 0
    answer = []
    sock = socket.socket()
    sock.setblocking(False)
    sock.connect_ex(('echo', 7))

    def on_writable():
        selector.unregister(sock)
        sock.send(words[word].encode())
        selector.register(sock, EVENT_READ, on_readable)

    def on_readable():
        global word
        selector.unregister(sock)
        answer.append(sock.recv(100).decode())
        word += 1
        if word < len(words):
            selector.register(sock, EVENT_WRITE, on_writable)
        else:
            sock.close()
            print(' '.join(answer))

    selector.register(sock, EVENT_WRITE, on_writable)


if __name__ == '__main__':
    for sentence in sentences:
        ask(sentence.split())
    while selector.get_map():
        for key, mask in selector.select():
            callback = key.data
            callback()
