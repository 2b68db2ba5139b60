"""The number before the word."""
# exercise: 1.2
# mistake: pairs-swapped


def most_common(text, count):
    pairs = sorted((-number, word) for word, number in count_words(text).items())
    return [(-number, word) for number, word in pairs[:count]]
