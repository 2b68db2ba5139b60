"""A worker imports what optimisers need when there is time, so that no job waits for it."""

import time

from tests.helpers import append

SHOW = """
import sys
def conv_output_size(*arguments, **keywords):
    print("there" if "torch._dynamo" in sys.modules else "missing")
"""


def test_what_optimisers_need_is_imported_when_there_is_time(warm, submission):
    append(submission, "stage2_model.py", SHOW)
    end = time.monotonic() + 60
    while "there" not in warm.grade(submission, ["2.1"]).results["2.1"].output:
        assert time.monotonic() < end
        time.sleep(1)
