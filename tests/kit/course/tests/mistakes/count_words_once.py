"""Counts no further than one."""
# exercise: 1.1
# mistake: counts-not-added


def count_words(text):
    counts = {}
    for word in text.split():
        word = word.strip(PUNCTUATION).lower()
        if word:
            counts[word] = 1
    return counts
