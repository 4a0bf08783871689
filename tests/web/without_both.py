from tests.web.escapes import work
from tests.web.old_kernels import NO_LANDLOCK, NO_SECCOMP, lack

lack(NO_LANDLOCK, NO_SECCOMP)

__all__ = ["work"]
