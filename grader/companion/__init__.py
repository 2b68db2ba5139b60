"""The student's companion, `python -m grader`: what it remembers, what it watches, what it puts back. Imports no torch."""
