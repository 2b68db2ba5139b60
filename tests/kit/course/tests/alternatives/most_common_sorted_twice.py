"""By the alphabet, then by number: a sort keeps what is equal in its order."""
# exercise: 1.2


def most_common(text, count):
    pairs = sorted(count_words(text).items())
    pairs.sort(key=lambda pair: pair[1], reverse=True)
    return pairs[:count]
