"""Stage 5, make it fast: runs a student's loaders and schedules, and tells what came of them, and how fast."""
