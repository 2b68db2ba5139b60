"""Stage 5, speed: run beside a student's loaders, schedules and races."""
