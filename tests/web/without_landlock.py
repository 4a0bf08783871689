from tests.web.escapes import work
from tests.web.old_kernels import NO_LANDLOCK, lack

lack(NO_LANDLOCK)

__all__ = ["work"]
