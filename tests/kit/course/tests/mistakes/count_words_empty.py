"""Counts what is left of dots."""
# exercise: 1.1
# mistake: empty-word


def count_words(text):
    counts = {}
    for word in text.split():
        word = word.strip(PUNCTUATION).lower()
        counts[word] = counts.get(word, 0) + 1
    return counts
