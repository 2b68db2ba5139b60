"""A Counter is a dict."""
# exercise: 1.1

from collections import Counter


def count_words(text):
    return Counter(filter(None, (word.strip(PUNCTUATION) for word in text.lower().split())))
