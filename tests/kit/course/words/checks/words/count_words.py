"""1.1 count_words: how often each word stands in a text, in small letters and without punctuation."""

from coursekit.judge.compare import first_difference
from coursekit.judge.exhibits import curve, picture
from coursekit.judge.mistakes import Case, Mistake, Raises
from coursekit.kit.rules import observed

PUNCTUATION = ".,;:!?"
COUNTS, WORDS = "the counts", "the words"


def cases(draw) -> list[Case]:
    """A line, and two lines: with capitals, punctuation, a word that comes again, and dots that are no word."""
    cases = []
    for lines in (1, 2):
        pieces = ["Hen", "hen", "fox,", "fox", "..."] + [draw.choice(["Owl", "owl!", "bee"]) for _ in range(3)]
        draw.random.shuffle(pieces)
        middle = len(pieces) // 2
        text = " ".join(pieces[:middle]) + (" " if lines == 1 else "\n") + " ".join(pieces[middle:])
        cases.append(Case(f"count_words({text!r})", {"text": text}))
    return cases


def expected(
    text, keep_case=False, keep_punctuation=False, keep_empty=False, spaces_alone=False, add=True, begin=True
) -> dict | Raises:
    """The counts by word, and the words alone: of a dict, the engine looks for what must be there."""
    if not begin:
        return Raises("KeyError")
    counts = {}
    for piece in text.split(" ") if spaces_alone else text.split():
        word = piece if keep_punctuation else piece.strip(PUNCTUATION)
        word = word if keep_case else word.lower()
        if word or keep_empty:
            counts[word] = counts.get(word, 0) + 1 if add else 1
    return {COUNTS: counts, WORDS: sorted(counts)}


def afterwards(student, draw) -> None:
    """The story that is held back."""
    text = (student.data_root / "held_back.txt").read_text(encoding="utf-8")
    case = Case("count_words(text) on a story that you have not seen", {"text": text})
    reply = student.run([case])[0]
    if reply.error:
        raise student.crashed(reply.error, case)
    right = expected(text)
    for name, value in right.items():
        if difference := first_difference(reply.value.get(name), value, name):
            student.fail(case.called, difference)
    student.detail = f"{len(right[WORDS])} words of the {student.data_name}"


def exhibits(student, draw):
    """How often the words of the story come, as the student's code counts them: a curve and a picture."""
    text = (student.data_root / "story.txt").read_text(encoding="utf-8")
    reply = student.run([Case("count_words(text) on the story", {"text": text})], probe="exhibit")[0]
    if reply.value:
        series = {"your counts": reply.value.get("by rank")}
        yield curve(series, "The commonest words", "It was given the story.", "rank", "how often")
        yield picture(reply.value.get("bars"), "The same as bars")


MISTAKES = [
    Mistake("case-kept", "Hen and hen are the same word: count in small letters.", {"keep_case": True}),
    Mistake("punctuation-kept", "A comma or a dot is no part of a word: strip it.", {"keep_punctuation": True}),
    Mistake("empty-word", "Of '...' nothing is left, and nothing is no word.", {"keep_empty": True}),
    Mistake("spaces-alone", "A new line parts two words too: split() without an argument.", {"spaces_alone": True}),
    Mistake("counts-not-added", "Each word counts once, however often it comes.", {"add": False}),
    Mistake("count-not-begun", "A word that comes for the first time has no count yet.", {"begin": False}),
    Mistake("list-returned", "A list came back. A dict was asked for.", when=observed(COUNTS, lambda got: type(got) is list)),
]  # fmt: skip
