"""`python -m coursekit.classroom.serve COURSE SANDBOX [ROOT]`: grade what comes in on standard input until that is closed.

It is a process of its own, so that whatever becomes of it, the class goes on. When its owner is gone, however it went, it
ends at once, in the middle of a submission too, and its worker with it.
"""

import os
import queue
import signal
import sys
import threading
from pathlib import Path

from ..course import Course
from .frames import read_frame, write_frame
from .store import hash_of_code
from .task import Slot

IDLE_SECONDS = 900.0  # without anything to do, after which it ends: whoever wants it starts another


def main() -> None:
    course, sandbox = Course(Path(sys.argv[1])), sys.argv[2]
    root = Path(sys.argv[3]) if len(sys.argv) > 3 else None
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the owner, who ends this
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that is printed here gets among the answers
    slot = Slot(course, root, sandbox)
    tasks: queue.SimpleQueue = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(tasks, slot), daemon=True).start()
    try:
        write_frame(answers, {"code": hash_of_code(course)})
        while True:
            files, seed = tasks.get(timeout=IDLE_SECONDS)
            write_frame(answers, slot.grade(files, seed))
    except (queue.Empty, OSError):
        pass
    finally:
        slot.close()


def _receive(tasks: queue.SimpleQueue, slot: Slot) -> None:
    """Take in the tasks; at the end of them end everything, whatever is being done."""
    while (task := read_frame(sys.stdin.buffer)) is not None:
        tasks.put(({name: data.encode("latin-1") for name, data in task["files"].items()}, task["seed"]))
    slot.close()
    os._exit(0)


if __name__ == "__main__":
    main()
