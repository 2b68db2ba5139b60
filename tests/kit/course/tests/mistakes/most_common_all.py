"""All words."""
# exercise: 1.2
# mistake: count-ignored


def most_common(text, count):
    return sorted(count_words(text).items(), key=lambda pair: (-pair[1], pair[0]))
