"""Stage 3, training: run beside a student's gradient steps, optimisers, training steps and epochs."""
