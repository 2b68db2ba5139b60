"""Stage 3, training: what each exercise must do."""
