"""What a browser would never send, over bare WebSockets."""

import json
import re
import socket as sockets
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
import requests
import websocket

from simloop.web.websocket import MOST_BYTES
from tests.web import rogues
from tests.web.listener import listening
from tests.web.serving import Served


@contextmanager
def opened(server: Served, **options: object) -> Iterator[websocket.WebSocket]:
    """Connected as far as WebSocket, Engine.IO and Socket.IO go."""
    url = f"ws://127.0.0.1:{server.port}/socket.io/?EIO=4&transport=websocket"
    socket = websocket.create_connection(url, timeout=20, **options)
    try:
        assert socket.recv().startswith("0{")
        socket.send("40")
        assert socket.recv().startswith("40{")
        yield socket
    finally:
        socket.shutdown()


def ask(socket: websocket.WebSocket, packet: str) -> str:
    socket.send(packet)
    return str(socket.recv())


def goes_on(server: Served) -> None:
    with listening(server) as listener:
        assert listener.call("cancel", {"run": "nobody"})["error"]["field"] == "run"


# As a message, or as the answer that was awaited.
MALFORMED = re.compile(r'4(2\["error_message",|3\d+\[)\{"error":\{"field":"message",.*')


@pytest.mark.parametrize(
    "packet",
    [
        "x",
        "9",
        "4",
        "4x",
        "42",
        "42x",
        "42[",
        "42{}",
        "42[]",
        "427[]",
        '42["run"]',
        '42["run",{},{}]',
        '42[{"a":1},{}]',
        "42[7,{}]",
        '42/elsewhere,["run",{}]',
        '450-["run",{}]',
        '451-["run",{"_placeholder":true,"num":0}]',
        '4599999999999-["run",{}]',
        "42" + "9" * 200 + '["run",{}]',
        "44{}",
        "46[]",
        "48",
        "42" + "[" * 100_000,
        '42["run",' + '{"a":' * 10_000,
        "b====",
        "bx",
    ],
)
def test_a_malformed_message_does_no_harm(server: Served, packet: str) -> None:
    with opened(server) as socket:
        socket.send(packet)
        # Whatever it was answered, or not, the next message is.
        socket.send('421["cancel",{"run":"nobody"}]')
        heard = [str(socket.recv())]
        while not heard[-1].startswith("431["):
            heard.append(str(socket.recv()))
        assert '"field":"run"' in heard[-1]
        assert all(MALFORMED.fullmatch(each) for each in heard[:-1]), heard


def test_binary_messages_out_of_nowhere_are_malformed(server: Served) -> None:
    with opened(server) as socket:
        socket.send_binary(b"\x00\x01\x02")
        assert MALFORMED.fullmatch(str(socket.recv()))


def test_a_client_connects_once(server: Served) -> None:
    with opened(server) as socket:
        assert ask(socket, "40").startswith("44")  # CONNECT_ERROR
        assert ask(socket, "40/elsewhere,").startswith("44/elsewhere,")
        assert ask(socket, '421["cancel",{}]').startswith('431[{"error":')


def refused(socket: websocket.WebSocket) -> bool:
    """Closed by the server, with or without a word."""
    try:
        opcode, _ = socket.recv_data()
    except (websocket.WebSocketConnectionClosedException, ConnectionError):
        return True
    return bool(opcode == websocket.ABNF.OPCODE_CLOSE)


def header(length: int, opcode: int = websocket.ABNF.OPCODE_TEXT, fin: bool = True) -> bytes:
    return struct.pack("!BBQI", (0x80 if fin else 0) | opcode, 0x80 | 127, length, 0)


@pytest.mark.parametrize("length", [MOST_BYTES + 1, 300_000_000, 2**63])
def test_a_frame_that_is_too_long_is_not_even_read(server: Served, length: int) -> None:
    before = server.memory
    with opened(server) as socket:
        socket.sock.sendall(header(length))
        with suppress(ConnectionError):
            socket.sock.sendall(b"4" * 1_000_000)
        assert refused(socket)
    assert server.memory - before < 3_000_000
    goes_on(server)


def test_nor_is_a_message_that_is_too_long_in_many_frames(server: Served) -> None:
    with opened(server) as socket:
        piece, room = 10_000, MOST_BYTES
        with suppress(ConnectionError):
            socket.sock.sendall(header(piece, fin=False) + b"4" * piece)
            for _ in range(room // piece + 1):
                socket.sock.sendall(header(piece, 0, fin=False) + b"4" * piece)
        assert refused(socket)
    goes_on(server)


def test_a_message_in_many_frames_is_one_message(server: Served) -> None:
    text = '427["cancel",{"run":"nobody"}]'
    with opened(server) as socket:
        for index, letter in enumerate(text):
            frame = websocket.ABNF.create_frame(
                letter, websocket.ABNF.OPCODE_CONT if index else websocket.ABNF.OPCODE_TEXT, 0
            )
            frame.fin = int(index == len(text) - 1)
            socket.send_frame(frame)
        assert str(socket.recv()).startswith('437[{"error":{"field":"run"')


@pytest.mark.parametrize(
    "frame",
    [
        b"\xff\xff\xff\xff",
        struct.pack("!BBI", 0x89, 0x80 | 126, 0) + b"\x00" * 300,  # a ping of 300 bytes
        struct.pack("!BBI", 0x80, 0x80 | 1, 0) + b"4",  # continues nothing
        struct.pack("!BBI", 0x81, 0x80 | 2, 0) + b"\xff\xff",  # no UTF-8
    ],
)
def test_frames_that_break_the_protocol_end_the_connection_alone(
    server: Served, frame: bytes
) -> None:
    with opened(server) as socket:
        socket.sock.sendall(frame)
        assert refused(socket)
    goes_on(server)


def test_a_client_that_never_reads_answers_is_heard_no_more(server: Served) -> None:
    goes_on(server)
    before = server.memory
    message = '421["run",{"scenario":"crawler","preset":{"instruction_ps":1}}]'  # a long answer
    with opened(server, sockopt=[(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 4096)]) as socket:
        socket.settimeout(1)
        sent = 0
        with suppress(websocket.WebSocketTimeoutException, TimeoutError):
            while sent < 200_000:
                socket.send(message)
                sent += 1
        assert sent < 200_000  # it was made to wait
        assert server.memory - before < 10_000_000
        goes_on(server)


def test_a_client_that_vanishes_takes_its_run_with_it(server: Served) -> None:
    request = json.dumps(["run", {"scenario": "crawler", "seed": rogues.ASLEEP}])
    with opened(server) as socket:
        run = json.loads(ask(socket, "421" + request).removeprefix("431"))[0]["run"]
        socket.sock.close()
    for _ in range(20_000):
        if server.get(f"/api/runs/{run}").json()["state"] == "cancelled":
            return
    raise AssertionError("it still runs")


@pytest.mark.parametrize(
    "options",
    [
        {"host": "evil.example"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"host": "evil.example", "origin": "http://evil.example"},  # DNS rebinding
    ],
)
def test_foreign_pages_get_no_socket(server: Served, options: dict[str, str]) -> None:
    with (
        pytest.raises(websocket.WebSocketBadStatusException, match="403"),
        opened(server, **options),
    ):
        pass
    headers = {"Host": options.get("host", "localhost"), "Origin": options.get("origin", "x")}
    answer = requests.get(
        f"{server.url}/socket.io/?EIO=4&transport=polling", headers=headers, timeout=10
    )
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "options",
    [
        {"host": "lecture.example", "origin": "http://lecture.example"},
        {"origin": "https://slides.example"},
    ],
)
def test_listed_names_and_origins_get_one(server: Served, options: dict[str, str]) -> None:
    with opened(server, **options):
        pass


def test_there_is_no_socket_elsewhere(server: Served) -> None:
    url = f"ws://127.0.0.1:{server.port}/api/presets"
    with pytest.raises(websocket.WebSocketBadStatusException, match="400"):
        websocket.create_connection(url, timeout=20)
    goes_on(server)
