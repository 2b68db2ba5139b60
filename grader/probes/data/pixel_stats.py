"""1.1 pixel_stats."""

from coursekit.kit.numbers import as_sent


def probe(module, case: dict) -> dict:
    """Measure images."""
    answer = module.pixel_stats(case["images"].clone())
    values = [as_sent(each) for each in (answer if isinstance(answer, list | tuple) else [answer])]
    mean, std = values if len(values) == 2 else (None, None)
    return {
        "the number of values that were returned": 0 if answer is None else len(values),
        "the mean": mean,
        "the standard deviation": std,
        "_returned": answer,
    }
