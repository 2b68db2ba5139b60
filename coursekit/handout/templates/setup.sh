#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the container. All that grading needs is fetched here: later it
# needs no network.
set -euo pipefail
root="${AUTOGRADER_ROOT:-/autograder}"
cd "$root/source"

# What pip installs before the course, and how.
PREINSTALL=(@PREINSTALL@)

# The course needs Python 3.11; Gradescope's images differ.
new_enough() { "$1" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
python=
for each in python3 python3.13 python3.12 python3.11; do
    if new_enough "$each"; then python=$each && break; fi
done
if [ -z "$python" ]; then
    apt-get update
    apt-get install -y --no-install-recommends python3.11 python3.11-venv
    python=python3.11
fi

"$python" -m venv venv
if [ "${#PREINSTALL[@]}" -gt 0 ]; then
    venv/bin/pip install --no-cache-dir "${PREINSTALL[@]}"
fi
venv/bin/pip install --no-cache-dir -e course

cd course
../venv/bin/python -m coursekit.classroom.autograder COURSE --prepare
