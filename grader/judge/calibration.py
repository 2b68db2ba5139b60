"""The thresholds that were measured with the reference: read from calibration.json, written by `grader calibrate`."""

import json
from functools import cache

from ..paths import PACKAGE

FILE = PACKAGE / "calibration.json"


@cache
def calibration() -> dict:
    """Per kind of data ("mnist", "rendered") and experiment: the reference's figures, and the threshold."""
    return json.loads(FILE.read_text(encoding="utf-8"))
