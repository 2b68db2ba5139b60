# what: forge replies in the worker's own form, with values of a wrong kind in every place
# within: 40

import json
import os
import random
import struct


def attack():
    chance = random.Random()
    junk = [
        None,
        True,
        -1,
        10**30,
        float("nan"),
        "\x1b[2J\x1b]52;c;eHh4\x07\u202e",
        "x" * 100_000,
        [],
        [[]],
        [[1, 2], "x"],
        {"$": "tuple", "items": [1]},
        {"$": "tensor", "key": "t0"},
        {"$": "dict", "items": []},
    ]
    names = ["where", "import_error", "missing", "because", "left_out", "unread", "notes", "findings", "replies"]
    place = {"$": "dict", "items": [["file", "/\x1b[2J\u202e.py"], ["line", 7]]}
    values = {
        "where": place,
        "import_error": None,
        "missing": None,
        "because": "",
        "left_out": None,
        "unread": "",
        "notes": [],
        "findings": [],
        "replies": [],
    }
    values |= {name: chance.choice(junk) for name in chance.sample(names, 3)}
    text = json.dumps({"$": "dict", "items": list(map(list, values.items()))})
    header = json.dumps(
        {"__metadata__": {"values": text}, "t0": {"dtype": "F32", "shape": [0, 2**40], "data_offsets": [0, 0]}}
    ).encode()
    for number in range(3, 64):
        try:
            os.ftruncate(number, 0)
            os.pwrite(number, struct.pack("<Q", len(header)) + header, 0)
        except OSError:
            pass
    os._exit(0)
