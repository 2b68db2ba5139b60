"""Leaves the commas on."""
# exercise: 1.1
# mistake: punctuation-kept


def count_words(text):
    counts = {}
    for word in text.lower().split():
        counts[word] = counts.get(word, 0) + 1
    return counts
