# what: write a reply of one's own, that says "passed", and end the process before the worker writes its own

import json
import os
import struct


def attack():
    reply = {
        "where": None,
        "import_error": None,
        "missing": None,
        "findings": [],
        "replies": [],
        "status": "passed",
        "score": 5,
    }
    header = json.dumps(
        {"__metadata__": {"values": json.dumps({"$": "dict", "items": list(map(list, reply.items()))})}}
    ).encode()
    for number in range(3, 64):
        try:
            os.ftruncate(number, 0)
            os.pwrite(number, struct.pack("<Q", len(header)) + header, 0)
        except OSError:
            pass
    os._exit(0)
