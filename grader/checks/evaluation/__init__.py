"""What the judge knows of stage 4: evaluation, whole runs, curves and predictions."""
