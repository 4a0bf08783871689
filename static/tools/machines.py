"""Two processes of several threads, a lock, a condition, two disks: what the client must tell."""

import threading
import time
from multiprocessing import Process

import cpu

lock = threading.Lock()
arrived = threading.Condition()
news: list[str] = []
total = 0


def add(times: int) -> None:
    global total
    for _ in range(times):
        with lock:
            before = total
            time.sleep(0.000_02)  # so that the GIL is free, and the lock is not
            total = before + 1


def waits_for_news() -> None:
    with arrived:
        while not news:
            arrived.wait()


def tell() -> None:
    time.sleep(0.001)
    with arrived:
        news.append("here")
        arrived.notify()


def writes() -> None:
    with open("/ssd/log", "wb") as file:  # noqa: PTH123  # the machine's
        file.write(b"x" * 10_000)
    with open("/disk/log", "wb") as file:  # noqa: PTH123
        file.write(b"x" * 10_000)


def in_parallel(*functions) -> None:
    threads = [threading.Thread(target=function) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def other_process() -> None:
    in_parallel(lambda: cpu.compute(0.001), writes)


if __name__ == "__main__":
    child = Process(target=other_process)
    child.start()
    in_parallel(lambda: add(3), lambda: add(3), waits_for_news, tell)
    child.join()
    print(total)
