"""Leaves equally common words as they were first seen."""
# exercise: 1.2
# mistake: ties-as-seen

from collections import Counter


def most_common(text, count):
    return Counter(count_words(text)).most_common(count)
