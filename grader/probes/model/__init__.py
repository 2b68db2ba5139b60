"""Stage 2, the model and the loss: sizes, the net's layers, its forward pass, the loss."""
