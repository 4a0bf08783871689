"""A kernel that lacks Landlock, or seccomp, or both, as a zygote meets it.

A filter of our own refuses the calls by which they are set up, from then on and in every process
forked from there. Imported by an entry point for the zygote: see `without_*.py`.
"""

import os
import struct

from simloop.web import confine

NO_LANDLOCK: confine.Call = ("landlock_create_ruleset", 444, 444, confine.OneOf(0, ()))
# PR_SET_PDEATHSIG and PR_SET_NO_NEW_PRIVS stay; PR_SET_SECCOMP goes.
NO_SECCOMP: confine.Call = ("prctl", 157, 167, confine.OneOf(0, (1, 38)))


def lack(*calls: confine.Call) -> None:
    refusing = confine.seccomp_filter(calls, os.uname().machine)
    otherwise = struct.pack("=HBBI", confine.RETURN, 0, 0, confine.ALLOW)
    confine.give_up_gaining_privileges()
    confine.install_filter(refusing[: -len(otherwise)] + otherwise)
