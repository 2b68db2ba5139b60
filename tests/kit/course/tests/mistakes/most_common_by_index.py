"""Asks for words that are not there."""
# exercise: 1.2
# mistake: needs-enough-words


def most_common(text, count):
    pairs = sorted(count_words(text).items(), key=lambda pair: (-pair[1], pair[0]))
    return [pairs[index] for index in range(count)]
