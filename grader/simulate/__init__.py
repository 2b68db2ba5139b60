"""What right code gives, and what the usual mistakes would have given: one module per stage, computed with torch."""
