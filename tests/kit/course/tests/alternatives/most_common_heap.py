"""The smallest of a heap, as lists for pairs."""
# exercise: 1.2

import heapq


def most_common(text, count):
    smallest = heapq.nsmallest(count, [(-number, word) for word, number in count_words(text).items()])
    return [[word, -number] for number, word in smallest]
