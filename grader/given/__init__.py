"""What the grader hands to a student's code. The worker and the judge build the same: nothing here is secret."""
