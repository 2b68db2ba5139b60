"""The rarest words first."""
# exercise: 1.2
# mistake: rare-first


def most_common(text, count):
    return sorted(count_words(text).items(), key=lambda pair: (pair[1], pair[0]))[:count]
