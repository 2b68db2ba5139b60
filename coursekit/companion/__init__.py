"""What helps between two runs: what was found last, what changed since, and putting an exercise back."""
