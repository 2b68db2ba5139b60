"""Takes two words with a new line between them for one."""
# exercise: 1.1
# mistake: spaces-alone


def count_words(text):
    counts = {}
    for word in text.split(" "):
        word = word.strip(PUNCTUATION).lower()
        if word:
            counts[word] = counts.get(word, 0) + 1
    return counts
