"""Stage 2, the model and the loss: what each exercise must do."""
