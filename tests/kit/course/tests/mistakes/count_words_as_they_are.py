"""Two things at once: neither small letters nor a word without its comma."""
# exercise: 1.1
# mistake: case-kept+punctuation-kept


def count_words(text):
    pieces = text.split()
    return {piece: pieces.count(piece) for piece in pieces}
