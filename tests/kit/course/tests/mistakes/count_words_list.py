"""Returns the pairs."""
# exercise: 1.1
# mistake: list-returned


def count_words(text):
    words = [word.strip(PUNCTUATION).lower() for word in text.split()]
    return [(word, words.count(word)) for word in dict.fromkeys(words) if word]
