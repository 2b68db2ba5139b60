"""Messages between two processes: a length, then JSON; lists of numbers as bytes in base64."""

import base64
import json
import struct
from typing import BinaryIO

LENGTH = struct.Struct(">I")


def write_frame(stream: BinaryIO, message: dict) -> None:
    """Write one message; raises OSError if nobody reads any more."""
    data = json.dumps(message).encode()
    stream.write(LENGTH.pack(len(data)) + data)
    stream.flush()


def read_frame(stream: BinaryIO) -> dict | None:
    """Read one message; None at the end of the stream, in the middle of a message too."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    data = stream.read(length)
    return json.loads(data) if len(data) == length else None


def packed(data: bytes) -> str:
    """Bytes as a text that JSON can hold."""
    return base64.b64encode(data).decode("ascii")


def unpacked(text: str) -> bytes:
    """What `packed` packed."""
    return base64.b64decode(text)
