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
        # TODO 1.1 (3 lines): make a word of the piece, and count it if anything is left
        raise NotImplementedError("1.1 count_words")
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
    # TODO 1.2 (2 lines): sort the counted words, and return the first ones
    raise NotImplementedError("1.2 most_common")


# %%
def main() -> None:
    """Show the most common words of the story."""
    text = (Path(__file__).resolve().parent.parent / "data" / "story.txt").read_text(encoding="utf-8")
    for word, count in most_common(text, 3):
        print(f"{count:>3} {word}")


if __name__ == "__main__":
    main()
