"""The words without their numbers."""
# exercise: 1.2
# mistake: words-alone


def most_common(text, count):
    counts = count_words(text)
    return sorted(counts, key=lambda word: (-counts[word], word))[:count]
