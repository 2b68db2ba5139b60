"""What only the judge may know."""
