"""Measures of speed. Each file is a script of its own, but for those that `run.py` puts together."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOLUTIONS = ROOT / "solutions"
