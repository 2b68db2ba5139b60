"""Forgets the return: a slip that the engine itself reads in the code."""
# exercise: 1.1
# mistake: no-return


def count_words(text):
    counts = {}
    for word in text.split():
        word = word.strip(PUNCTUATION).lower()
        if word:
            counts[word] = counts.get(word, 0) + 1
