"""Pages of a class's results: each one file that needs no other, in which whatever a student wrote is text."""
