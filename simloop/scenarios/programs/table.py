import socket
from threading import Lock

import cpu
from parameters import reboot


def ping(host, timeout=None):
    sock = socket.socket()
    sock.settimeout(timeout)
    try:
        sock.connect((host, 80))    # there and back: the handshake
        return True
    except TimeoutError:
        return False
    finally:
        sock.close()


def send_2kb(host):
    sock = socket.socket()
    sock.connect((host, 80))
    sock.send(b'GET /'.ljust(1996) + b'\r\n\r\n')
    sock.recv(1)                    # b'': the host has got all of it
    sock.close()


def read_1mb(path):
    file = open(path, 'rb')
    file.read(1_000_000)
    file.close()


if __name__ == '__main__':
    small = cpu.Array(32_000)
    medium = cpu.Array(256_000)
    large = cpu.Array(1_000_000)
    lock = Lock()

    cpu.instructions(1)             # 1 second
    small.pick(1)                   # 1.3 seconds
    cpu.branches(2)                 # 13 seconds
    medium.pick(1)                  # 18 seconds
    lock.acquire()                  # 1 minute
    lock.release()
    large.pick(1)                   # 4 minutes
    sock = socket.socket()          # 1 hour
    send_2kb('neighbour')           # 14 hours
    large.walk()                    # 7.5 days
    ping('same-dc')                 # 15 days
    read_1mb('/ssd/file')           # 1 month
    read_1mb('/disk/file')          # 20 months
    ping('other-city')              # 12.5 years
    reboot('vm', 'VM')              # 300 years
    while not ping('vm', 1):
        pass
    reboot('server', 'server')      # 25,000 years
    while not ping('server', 60):
        pass
