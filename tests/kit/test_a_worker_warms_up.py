"""What a worker imports, and when: before it says how it shuts jobs in nothing, and optimisers' modules when there is time."""

import subprocess
import sys
import time

from coursekit.worker.__main__ import OF_OPTIMISERS
from tests.helpers import append

SAYS = "import coursekit.worker.__main__, coursekit.worker.shut_in, sys; sys.exit('torch' in sys.modules)"
SHOW = f"""
import sys
def count_words(text):
    print("there" if {OF_OPTIMISERS[-1]!r} in sys.modules else "missing")
"""


def test_it_says_how_it_shuts_jobs_in_before_it_imports_torch():
    assert subprocess.run([sys.executable, "-c", SAYS], check=False).returncode == 0


def test_a_course_without_optimisers_never_waits_for_them(warm_words, submission):
    append(submission, "stage1_words.py", SHOW)
    for _ in range(2):
        assert "missing" in warm_words.grade(submission, ["1.1"]).results["1.1"].output
        time.sleep(1)
