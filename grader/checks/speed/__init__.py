"""Stage 5, make it fast: what each exercise must do."""
