"""Finds the words by a pattern."""
# exercise: 1.1

import re
from collections import defaultdict


def count_words(text):
    counts = defaultdict(int)
    for word in re.findall(r"[^\s.,;:!?]+", text):
        counts[word.lower()] += 1
    return counts
