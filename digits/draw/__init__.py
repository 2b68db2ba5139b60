"""Draw a digit, and a network reads it."""
