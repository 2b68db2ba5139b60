"""Stage 5, make it fast: runs a student's loaders, schedules and races, and tells what came of them, and how fast."""
