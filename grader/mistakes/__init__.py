"""The usual mistakes of each exercise: a slug, a sentence for a beginner, and how to recognise it."""
