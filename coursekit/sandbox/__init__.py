"""What a job of the worker may touch: a room of its own where Linux gives one, as little as can be elsewhere."""
