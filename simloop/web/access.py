"""Who may talk to the server: a browser that was sent here by name, from a page of ours.

Rule: a Host that is an address cannot be the work of DNS rebinding; a Host that is a name must be
on the list. A request that tells its Origin must come from that same Host, or from a listed origin.
The rule stands before everything else: pages, HTTP calls and the socket alike.
"""

import json
import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::\d{1,5})?")


def own_names() -> frozenset[str]:
    """What this machine is called, by itself and by its neighbours."""
    name = socket.gethostname().lower()
    return frozenset({"localhost", name, f"{name.partition('.')[0]}.local"})


@dataclass(frozen=True)
class Access:
    """`hosts`: names, lower case, no ports. `origins`: as browsers tell them, `https://host:port`."""

    hosts: frozenset[str]
    origins: frozenset[str] = frozenset()

    @classmethod
    def here(cls, hosts: Iterable[str] = (), origins: Iterable[str] = ()) -> "Access":
        """This machine's names, and whatever else is allowed."""
        names = own_names() | {host.lower() for host in hosts}
        return cls(names, frozenset(origin.lower().rstrip("/") for origin in origins))

    def refusal(self, environ: "WSGIEnvironment") -> dict[str, Any] | None:
        """Why a request is not answered; None: it is."""
        host = environ.get("HTTP_HOST", "").lower()
        if not self._known_host(host):
            return _refusal("Host", f"{host[:100]!r} is not a name of this server", self.hosts)
        origin = environ.get("HTTP_ORIGIN")
        if origin is not None and not self._known_origin(origin.lower(), host):
            return _refusal("Origin", f"{origin[:100]!r} may not use this server", self.origins)
        return None

    def _known_host(self, host: str) -> bool:
        match = _HOST.fullmatch(host)
        return match is not None and (match[1] in self.hosts or _is_address(match[1]))

    def _known_origin(self, origin: str, host: str) -> bool:
        # https: behind a proxy that speaks it for us.
        return origin in self.origins or origin in (f"http://{host}", f"https://{host}")


class Guard:
    """WSGI middleware that answers 403 where access is refused."""

    def __init__(self, application: "WSGIApplication", access: Access) -> None:
        self._application = application
        self._access = access

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        refusal = self._access.refusal(environ)
        if refusal is None:
            return self._application(environ, start_response)
        body = json.dumps({"error": refusal}).encode()
        headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
        start_response("403 Forbidden", headers)
        return [body]


def _refusal(field: str, message: str, allowed: frozenset[str]) -> dict[str, Any]:
    return {"field": field, "message": message, "allowed": sorted(allowed)}


def _is_address(host: str) -> bool:
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True
