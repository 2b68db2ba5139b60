"""Runs a student's count_words."""


def probe(module, case: dict) -> dict:
    """Count the words of a text."""
    counts = module.count_words(case["text"])
    return {"the counts": counts, "the words": sorted(map(str, counts)) if isinstance(counts, dict) else None}
