# %% [markdown]
# # Stage 1: words
#
# Count the words of a text. `pytest words` tells you how you are doing.

# %%
from pathlib import Path

PUNCTUATION = ".,;:!?"


# %%
def count_words(text: str) -> dict[str, int]:
    """Count the words of a text.

    Args:
        text: words with white space between them, and PUNCTUATION at their ends.

    Returns:
        How often each word comes, in small letters and without punctuation. What is nothing but punctuation is no word.
    """
    counts = {}
    for piece in text.split():
        # BEGIN SOLUTION 1.1: make a word of the piece, and count it if anything is left
        word = piece.strip(PUNCTUATION).lower()
        if word:
            counts[word] = counts.get(word, 0) + 1
        # END SOLUTION
    return counts


# %%
def most_common(text: str, count: int) -> list[tuple[str, int]]:
    """Find the words that come most often.

    Args:
        text: as in `count_words`.
        count: how many words are wanted.

    Returns:
        (word, how often it comes): the most common word first, equally common ones by the alphabet; all words where the
        text has fewer than `count`.
    """
    # BEGIN SOLUTION 1.2: sort the counted words, and return the first ones
    pairs = count_words(text).items()
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[:count]
    # END SOLUTION


# %%
def main() -> None:
    """Show the most common words of the story."""
    text = (Path(__file__).resolve().parent.parent / "data" / "story.txt").read_text(encoding="utf-8")
    for word, count in most_common(text, 3):
        print(f"{count:>3} {word}")


if __name__ == "__main__":
    main()
