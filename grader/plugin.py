"""Options of the grader, known to pytest from the start."""
