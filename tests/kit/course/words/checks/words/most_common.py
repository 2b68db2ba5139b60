"""1.2 most_common: the words that stand in a text most often, those that are equally often by the alphabet."""

from coursekit.judge.mistakes import Case, Mistake, Raises, Reply

PAIRS = "what came back"


def cases(draw) -> list[Case]:
    """Three words that are equally often, and were first seen in another order; some, all, and more than there are."""
    cases = []
    for count in (2, 4, 9):
        first, second, third, *others = sorted(draw.random.sample(["ant", "bee", "cat", "elk", "fox", "owl", "pig"], 5))
        seen = [second, third, first, *others]
        more = [first, second, third] * 2 + others[:1]
        draw.random.shuffle(more)
        text = " ".join(seen + more)
        cases.append(Case(f"most_common({text!r}, {count})", {"text": text, "count": count}))
    return cases


def expected(
    text, count, rare_first=False, ties="by the alphabet", swap=False, ignore_count=False, need_enough=False
) -> dict | Raises:
    """The pairs (word, how often it comes).

    Args:
        ties: how words follow each other that are equally often: "by the alphabet", "backwards" or "as seen".
    """
    words = list(dict.fromkeys(text.split()))
    if need_enough and count > len(words):
        return Raises("IndexError")
    words = words if ties == "as seen" else sorted(words, reverse=ties == "backwards")
    pairs = [(word, text.split().count(word)) for word in words]
    pairs.sort(key=lambda pair: pair[1] if rare_first else -pair[1])
    pairs = pairs if ignore_count else pairs[:count]
    return {PAIRS: [pair[::-1] if swap else pair for pair in pairs]}


def _words_alone(replies: list[Reply], cases: list[Case]) -> bool:
    """Each call gave the right words without their numbers."""
    right = [[word for word, _ in expected(**case.inputs)[PAIRS]] for case in cases]
    return [reply.value and reply.value[PAIRS] for reply in replies] == right


MISTAKES = [
    Mistake("rare-first", "The rarest words come first: turn the order around.", {"rare_first": True}),
    Mistake("ties-as-seen", "Words that are equally often stand as they were first seen.", {"ties": "as seen"}),
    Mistake("ties-backwards", "Words that are equally often stand against the alphabet.", {"ties": "backwards"}),
    Mistake("pairs-swapped", "The number stands before its word.", {"swap": True}),
    Mistake("count-ignored", "All words come back, whatever count says.", {"ignore_count": True}),
    Mistake("needs-enough-words", "There may be fewer words than count says: give what there is.", {"need_enough": True}),
    Mistake("words-alone", "The words are right, but their numbers are missing.", when=_words_alone),
]  # fmt: skip
