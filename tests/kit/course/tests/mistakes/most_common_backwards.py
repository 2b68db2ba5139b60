"""Turns the alphabet around together with the numbers."""
# exercise: 1.2
# mistake: ties-backwards


def most_common(text, count):
    pairs = [(number, word) for word, number in count_words(text).items()]
    return [(word, number) for number, word in sorted(pairs, reverse=True)[:count]]
