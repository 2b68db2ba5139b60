# what: read the roster, the results of the class, and what other workers are given

import glob
import os


def attack():
    through, others = [], f"{os.path.dirname(WORKER_FOLDER)}/*-worker-*"
    given = glob.glob(f"{others}/*/request") + glob.glob(f"{others}/*/submission/*.py")
    results = [f"{HOME}/class/{name}" for name in ("roster.csv", "results/scores.csv", "results/Ada/result.json")]
    for path in results + given:
        try:
            through.append(open(path, "rb").read())
        except OSError:
            pass
    return any(through)
