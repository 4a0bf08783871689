"""What clients say over Socket.IO, checked as it is read.

Rule: a message is an event's name and one object. Handlers are told whether the client waits for
an answer. Whatever else arrives becomes the event `malformed`, so that it is answered like any
mistake; binary messages, which no client of ours sends, are among it: their number has no bound.
"""

from typing import Any

from socketio import packet

EVENTS = ("run", "ack", "cancel", "resume")
HALL = "/hall"
EVENTS_OF = {"/": EVENTS, HALL: ("take", "drive", "vote", "ballots")}
MALFORMED = "malformed"


class CheckedPacket(packet.Packet):  # type: ignore[misc]
    data: Any

    def decode(self, encoded_packet: Any) -> int:
        """Returns how many binary messages follow: always none."""
        try:
            attachments = super().decode(encoded_packet)
            problem = "no binary messages, please" if attachments else self._problem()
        except (ValueError, TypeError, RecursionError):
            problem = "not a Socket.IO packet"
        in_hall: bool = self.namespace == HALL  # type: ignore[has-type]
        if problem:
            self.packet_type, self.namespace = packet.EVENT, HALL if in_hall else "/"
        if self.packet_type == packet.EVENT:
            said: list[Any] = [MALFORMED, {"problem": problem}] if problem else self.data
            self.data = [*said, self.id is not None]
        return 0

    def _problem(self) -> str | None:
        if self.packet_type in (packet.CONNECT, packet.DISCONNECT, packet.ACK):
            return None
        if self.packet_type != packet.EVENT:
            return "not a packet that a client sends"
        if not isinstance(self.data, list) or len(self.data) != 2:
            return "a message is its name and one object"
        if self.data[0] not in EVENTS_OF.get(self.namespace or "/", ()):
            return f"there is no message {self.data[0]!r:.40}"
        return None
