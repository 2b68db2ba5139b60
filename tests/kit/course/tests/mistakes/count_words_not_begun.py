"""Adds to a count that is not there."""
# exercise: 1.1
# mistake: count-not-begun


def count_words(text):
    counts = {}
    for word in text.split():
        word = word.strip(PUNCTUATION).lower()
        if word:
            counts[word] += 1
    return counts
