import time

import cpu
from parameters import workers, work_ms


def compute():
    for millisecond in range(work_ms):
        cpu.compute(0.001)


if __name__ == '__main__':
    start = time.time()
    for number in range(workers):
        compute()
    print(time.time() - start)
