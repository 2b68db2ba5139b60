"""Counts Hen and hen apart."""
# exercise: 1.1
# mistake: case-kept


def count_words(text):
    counts = {}
    for word in text.split():
        word = word.strip(PUNCTUATION)
        if word:
            counts[word] = counts.get(word, 0) + 1
    return counts
