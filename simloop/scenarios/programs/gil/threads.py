import time
from threading import Thread

import cpu
from parameters import workers, work_ms


def compute():
    for millisecond in range(work_ms):
        cpu.compute(0.001)


if __name__ == '__main__':
    start = time.time()
    threads = [Thread(target=compute) for number in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(time.time() - start)
