from collections import deque

from parameters import additions, threads

counter = 0
ready = deque()


def add(left):
    global counter
    counter += 1
    if left > 1:
        ready.append((add, left - 1))


def loop():
    while ready:
        callback, argument = ready.popleft()
        callback(argument)


if __name__ == '__main__':
    for number in range(threads):
        ready.append((add, additions))
    loop()
    print(f'{counter} of {threads * additions}')
