"""Stage 5, speed: what each exercise must do."""
