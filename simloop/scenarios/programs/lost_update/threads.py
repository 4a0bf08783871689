import sys
from threading import Thread

from parameters import additions, interval_us, threads

counter = 0


def add():
    global counter
    for number in range(additions):
        counter += 1


if __name__ == '__main__':
    sys.setswitchinterval(interval_us / 1_000_000)
    adders = [Thread(target=add) for number in range(threads)]
    for adder in adders:
        adder.start()
    for adder in adders:
        adder.join()
    print(f'{counter} of {threads * additions}')
