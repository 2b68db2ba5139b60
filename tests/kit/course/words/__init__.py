"""A tiny course about words: what the engine must know of its two exercises."""
