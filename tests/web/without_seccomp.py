from tests.web.escapes import work
from tests.web.old_kernels import NO_SECCOMP, lack

lack(NO_SECCOMP)

__all__ = ["work"]
