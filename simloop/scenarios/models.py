"""What the ways to write the same work are called, the same in every scenario."""

from simloop.scenarios.scenario import Words

TITLES: dict[str, Words] = {
    "alone": {"zh": "单线程", "en": "one thread"},
    "blocking": {"zh": "阻塞", "en": "blocking"},
    "busy": {"zh": "非阻塞忙等", "en": "busy loop"},
    "callbacks": {"zh": "回调", "en": "callbacks"},
    "generators": {"zh": "生成器", "en": "generators"},
    "lock": {"zh": "线程加锁", "en": "threads with a lock"},
    "pool": {"zh": "线程池", "en": "thread pool"},
    "processes": {"zh": "多进程", "en": "processes"},
    "threads": {"zh": "多线程", "en": "threads"},
    "yield-from": {"zh": "yield from", "en": "yield from"},
}


def models(*names: str) -> dict[str, Words]:
    """The choices of a parameter `model`."""
    return {name: TITLES[name] for name in names}
