import time
from multiprocessing import Process

import cpu
from parameters import workers, work_ms


def compute():
    for millisecond in range(work_ms):
        cpu.compute(0.001)


if __name__ == '__main__':
    start = time.time()
    processes = [Process(target=compute) for number in range(workers)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(time.time() - start)
