"""The thresholds that were measured with the reference: read from calibration.json, written by `grader calibrate`."""

import json
from functools import cache
from pathlib import Path

FILE = Path(__file__).resolve().parents[1] / "calibration.json"


@cache
def calibration() -> dict:
    """Per kind of data ("mnist", "rendered") and experiment: the reference's figures, and the threshold."""
    return json.loads(FILE.read_text(encoding="utf-8"))
