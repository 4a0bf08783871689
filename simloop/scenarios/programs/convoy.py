import socket
import sys
import time
from threading import Thread

import cpu
from parameters import busy_threads, interval_us, messages

done = False


def compute():
    while not done:
        cpu.compute(0.0001)


def talk():
    sock = socket.create_connection(('echo', 7))
    for number in range(messages):
        start = time.time()
        sock.send(b'ping')
        sock.recv(4)
        print(f'{(time.time() - start) * 1000:.3f} ms')
    sock.close()


if __name__ == '__main__':
    sys.setswitchinterval(interval_us / 1_000_000)
    for number in range(busy_threads):
        Thread(target=compute).start()
    talk()
    done = True
