"""How many phones there are behind each address.

Rule: as many as have been here at once, and a tenth more for those who come when others have put
theirs away. So whoever comes again under another token is one phone all the same, two hundred
behind one address are two hundred, and nobody has to say who they are.
"""

from collections import Counter
from ipaddress import ip_address, ip_network

MOST_ADDRESSES = 5_000
SPARE = 10  # one more for so many


def household(address: str) -> str:
    """One phone has many of IPv6's addresses, all with the same first half."""
    try:
        six = ip_address(address).version == 6
    except ValueError:
        return address
    return str(ip_network(f"{address.partition('%')[0]}/64", strict=False)) if six else address


class Crowd:
    def __init__(self) -> None:
        self._here: dict[str, Counter[str]] = {}  # address -> connections by token
        self._most: dict[str, int] = {}

    def came(self, address: str, token: str) -> None:
        here = self._here.setdefault(address, Counter())
        here[token] += 1
        self._most[address] = max(len(here), self._most.get(address, 0))
        if len(self._most) > MOST_ADDRESSES:
            gone = (each for each in self._most if each not in self._here)
            self._most.pop(next(gone, ""), None)

    def left(self, address: str, token: str) -> None:
        here = self._here[address]
        here[token] -= 1
        here += Counter()  # forgets those with none
        if not here:
            del self._here[address]

    def has(self, address: str, token: str) -> bool:
        return token in self._here.get(address, ())

    def phones(self, address: str) -> int:
        most = self._most.get(address, 0)
        return most + most // SPARE
