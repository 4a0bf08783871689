"""What the hall is measured beside: a bare `websockets` server that tells all what one says."""

import asyncio
import sys
from contextlib import suppress

from websockets.asyncio.server import ServerConnection, broadcast, serve
from websockets.exceptions import ConnectionClosedError

followers: set[ServerConnection] = set()


async def handle(connection: ServerConnection) -> None:
    followers.add(connection)
    with suppress(ConnectionClosedError):  # they go without saying so
        async for message in connection:
            broadcast(followers, message)
    followers.discard(connection)


async def main(port: int) -> None:
    async with serve(handle, "127.0.0.1", port, compression=None, backlog=1024) as server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
