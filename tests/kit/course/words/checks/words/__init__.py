"""The checks of stage 1."""
