"""Begins a new exercise: what `python -m COURSE new` writes. Text in, text out; only the command writes files."""
