"""Runs a student's count_words."""

import torch


def probe(module, case: dict) -> dict:
    """Count the words of a text."""
    counts = module.count_words(case["text"])
    return {"the counts": counts, "the words": sorted(map(str, counts)) if isinstance(counts, dict) else None}


def exhibit(module, case: dict) -> dict:
    """Count the words of a text, the commonest first: as pairs (rank, how often), and as white bars."""
    counts = sorted(module.count_words(case["text"]).values(), reverse=True)
    bars = torch.zeros(len(counts), max(counts), dtype=torch.uint8)
    for row, count in enumerate(counts):
        bars[row, :count] = 255
    return {"by rank": list(enumerate(counts, start=1)), "bars": bars}
