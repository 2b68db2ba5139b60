"""Stage 1, the data: what each exercise must do."""
