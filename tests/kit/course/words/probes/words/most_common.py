"""Runs a student's most_common."""


def probe(module, case: dict) -> dict:
    """Ask for the most common words of a text."""
    return {"what came back": module.most_common(case["text"], case["count"])}
