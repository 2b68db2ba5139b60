"""What a run looks like from outside: the summary on the terminal, and the JSON file."""
