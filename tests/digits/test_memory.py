"""`keep_memory`: what is freed stays with the process."""

import platform
import subprocess
import sys

import pytest

# Page faults of the second of two steps that each make and free what a batch makes and frees.
FAULTS = """
import resource, sys
from digits.memory import keep_memory
if sys.argv[1] == "kept":
    assert keep_memory()
def step():
    return [bytes(1) * 2**24 for _ in range(8)]
step()
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
step()
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


def faults(how: str) -> int:
    done = subprocess.run([sys.executable, "-c", FAULTS, how], capture_output=True, text=True, check=True)
    return int(done.stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc hands memory back at once")
def test_what_was_freed_needs_not_be_asked_for_again():
    assert faults("kept") < 100 < faults("as it comes")
