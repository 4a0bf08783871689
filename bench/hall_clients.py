"""A thousand followers and a presenter, as socket clients in one process of their own.

`python -m bench.hall_clients hall|bare PORT FOLLOWERS SECRET` prints what was measured as JSON. The
presenter says ten times a second when it is; each follower notes how long that took to arrive.
`sit` for `hall`: they follow somebody else, until a line comes in.
"""

import asyncio
import json
import resource
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

MESSAGES = 60
EVERY_S = 0.1
FETCHERS = 200
PATIENCE_S = 60
AT_ONCE = 50  # connections that are being made
RUN = {"scenario": "crawler", "parameters": {"urls": 10}, "preset": "notes", "seed": 0}
VOTE_S = 3  # in which all of them answer
ASKS = {"asks": {"number": 1, "options": 3, "stage": "open"}}
STAMP = '"sent":'


class Follower:
    """Reads and notes, nothing else: what it would do with a message is not measured here."""

    def __init__(self) -> None:
        self.delays_ms: list[float] = []
        self.joined = asyncio.Event()
        self.fetched: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self.counted = asyncio.Event()
        self.counts: list[int] = []
        self.connection: ClientConnection

    async def read(self) -> None:
        async for message in self.connection:
            await self._hear(message)

    async def _hear(self, message: str | bytes) -> None:
        now_ns = time.monotonic_ns()
        if isinstance(message, bytes):
            return
        if (found := message.find(STAMP)) >= 0:
            sent_ns = int(message[found + len(STAMP) :].split("}", 1)[0])
            self.delays_ms.append((now_ns - sent_ns) / 1e6)
        elif message == "2":  # Engine.IO's ping
            await self.connection.send("3")
        elif message.startswith("42/hall,"):
            self.joined.set()
            if message.startswith('42/hall,["votes"'):
                self.counts = json.loads(message[8:])[1]["counts"]
        elif message.startswith("43/hall,7"):
            if '"error"' not in message:
                self.counted.set()
        elif message.startswith("40{"):
            await self.connection.send("42" + json.dumps(["run", RUN]))
        elif message.startswith("451-"):
            _, about, _ = json.loads(message[4:])
            ack = {"run": about["run"], "index": about["index"]}
            await self.connection.send("42" + json.dumps(["ack", ack]))
        elif message.startswith('42["finished"'):
            self.fetched.set_result(json.loads(message[2:])[1]["recording"])

    async def fetch(self, port: int) -> int:
        """As a page does whose reader has let go; returns how many bytes the recording has."""
        await self.connection.send("40")
        recording = await self.fetched
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        host = f"127.0.0.1:{port}"
        writer.write(
            f"GET /api/recordings/{recording} HTTP/1.1\r\nHost: {host}\r\n"
            "Accept-Encoding: gzip\r\nConnection: close\r\n\r\n".encode()
        )
        answer = await reader.read(-1)
        writer.close()
        head, _, body = answer.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), head
        return len(body)

    async def vote(self, option: int) -> None:
        said = json.dumps(["vote", {"question": 1, "option": option}])
        await self.connection.send(f"42/hall,7{said}")
        await self.counted.wait()


async def come_in(url: str, hello: str | None) -> Follower:
    follower = Follower()
    follower.connection = await connect(url, compression=None, ping_interval=None, max_size=None)
    if hello is not None:
        await follower.connection.send(hello)
    else:
        follower.joined.set()
    task = asyncio.create_task(follower.read())
    task.add_done_callback(lambda _: follower.joined.set())
    await follower.joined.wait()
    return follower


async def measure(kind: str, port: int, count: int, secret: str) -> dict[str, Any]:
    if kind == "bare":
        url, hello, auth = f"ws://127.0.0.1:{port}/", None, None
    else:
        url = f"ws://127.0.0.1:{port}/socket.io/?EIO=4&transport=websocket"
        hello, auth = "40/hall,", "40/hall," + json.dumps({"secret": secret, "tab": "bench"})
    presenter = await come_in(url, hello if kind == "sit" else auth)
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(number: int) -> Follower:
        token = json.dumps({"token": f"phone-number-{number}"})
        async with gate:
            return await come_in(url, hello and hello + token)

    print(json.dumps({"ready": 0}), flush=True)
    await asyncio.to_thread(sys.stdin.readline)  # the server's memory is read meanwhile
    followers = await asyncio.gather(*(one(number) for number in range(count)))
    print(json.dumps({"ready": count}), flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    if kind == "sit":
        return {}
    quiet = await lecture(presenter, followers, kind)
    told = {"quiet": summary(followers)} | quiet
    if kind == "hall":
        await followers[0].fetch(port)  # the presenter's page has had it run already
        fetchers = followers[1 : FETCHERS + 1]
        started = time.monotonic()

        async def all_fetch() -> float:
            await asyncio.gather(*(each.fetch(port) for each in fetchers))
            return time.monotonic() - started

        clear(followers)
        fetching = asyncio.create_task(all_fetch())
        told["lost"] += (await lecture(presenter, followers, kind))["lost"]
        told["fetch_s"] = await asyncio.wait_for(fetching, PATIENCE_S)
        told["fetching"] = summary(followers)
        clear(followers)
        voting = asyncio.create_task(all_vote(presenter, followers))
        told["lost"] += (await lecture(presenter, followers, kind, ASKS))["lost"]
        told |= await asyncio.wait_for(voting, PATIENCE_S)
        told["voting"] = summary(followers)
    return told


async def all_vote(presenter: Follower, followers: list[Follower]) -> dict[str, Any]:
    """Each somewhere within VOTE_S; then until the presenter's bars show all of them."""
    await asyncio.sleep(2 * EVERY_S)  # the question is open
    began = time.monotonic()

    async def one(number: int, follower: Follower) -> None:
        await asyncio.sleep(number % 100 * VOTE_S / 100)
        await follower.vote(number % 3)

    await asyncio.gather(*(one(number, each) for number, each in enumerate(followers)))
    last = time.monotonic()
    while sum(presenter.counts) < len(followers) and time.monotonic() < last + 5:
        await asyncio.sleep(0.01)
    bars_s = time.monotonic() - last
    votes_lost = len(followers) - sum(presenter.counts)
    return {"vote_s": last - began, "bars_s": bars_s, "votes_lost": votes_lost}


def clear(followers: list[Follower]) -> None:
    for follower in followers:
        follower.delays_ms.clear()


async def lecture(
    presenter: Follower,
    followers: list[Follower],
    kind: str,
    more: dict[str, Any] | None = None,
) -> dict[str, Any]:
    say: Callable[[str], Awaitable[None]] = presenter.connection.send
    began = time.monotonic()
    before = len(followers[-1].delays_ms)
    for number in range(MESSAGES):
        await asyncio.sleep(max(0.0, began + number * EVERY_S - time.monotonic()))
        at = {
            "deck": "notes",
            "slide": [3, 0],
            "step": number % 8,
            "place": f"event {number}",
            "playing": True,
            "view": "log 1200~56000",
            "over": {"sent": 0},
            **(more or {}),
        }
        text = json.dumps(["drive", at], separators=(",", ":"))
        sent = f"{STAMP}{time.monotonic_ns()}"
        text = text.replace(f"{STAMP}0", sent)
        await say(text if kind == "bare" else f"42/hall,{text}")
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if all(len(each.delays_ms) >= before + MESSAGES for each in followers):
            break
        await asyncio.sleep(0.05)
    lost = sum(before + MESSAGES - len(each.delays_ms) for each in followers)
    return {"lost": lost}


def summary(followers: list[Follower]) -> dict[str, float]:
    delays = sorted(delay for each in followers for delay in each.delays_ms)
    return {
        "p50_ms": delays[len(delays) // 2],
        "p95_ms": delays[int(len(delays) * 0.95)],
        "p99_ms": delays[int(len(delays) * 0.99)],
    }


if __name__ == "__main__":
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    kind, port, count, secret = sys.argv[1:]
    print(json.dumps(asyncio.run(measure(kind, int(port), int(count), secret))))
