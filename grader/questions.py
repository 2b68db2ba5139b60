"""Reads the questions of a lesson, `lessons/questions/<lesson>.toml`: guesses before a figure, and the quiz at the end."""

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Choice:
    """One answer: its `text`, the sentence that it `says` when chosen, and whether it is `right`. Both in Markdown."""

    text: str
    says: str
    right: bool


@dataclass(frozen=True)
class Question:
    """A question (Markdown; empty where the lesson itself asks) and its choices.

    One of them is right; none is if the question is `open`: the page's own measurement decides.
    """

    text: str
    choices: tuple[Choice, ...]

    @property
    def key(self) -> str:
        """Under this a browser keeps the answer; another wording is another question."""
        wording = "\n".join([self.text, *(choice.text for choice in self.choices)])
        return hashlib.sha256(wording.encode()).hexdigest()[:10]


@dataclass(frozen=True)
class Guess:
    """What is asked before a figure: `asks` repeats the lesson's words after *What do you expect?*.

    Veiled are the outputs up to the next prose and the paragraph that then tells the answer; paragraphs that begin as
    `also_veils` say lead on to further cells.
    """

    asks: str
    questions: tuple[Question, ...]
    also_veils: tuple[str, ...]


@dataclass(frozen=True)
class Questions:
    """All that is asked in one lesson."""

    guesses: tuple[Guess, ...]
    quiz: tuple[Question, ...]


def read(path: Path) -> Questions:
    """The questions in a file. Raises ValueError, with the file and the question, if one is not complete."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        guesses = tuple(_guess(row) for row in table.get("guess", ()))
        return Questions(guesses, tuple(_question(row, row["text"]) for row in table.get("quiz", ())))
    except (KeyError, ValueError) as error:
        raise ValueError(f"{path}: {error}") from error


def _guess(row: dict) -> Guess:
    asks = row["asks"]
    questions = tuple(_question(part, part.get("text", asks)) for part in row["question"])
    if len(questions) > 1 and not all(question.text for question in questions):
        raise ValueError(f"{asks!r} asks several questions: each needs a text")
    return Guess(asks, questions, tuple(row.get("also_veils", ())))


def _question(row: dict, name: str) -> Question:
    choices = tuple(Choice(one["text"], one["says"], one.get("right", False)) for one in row.get("choices", ()))
    if not 2 <= len(choices) <= 4:
        raise ValueError(f"{name!r} has {len(choices)} choices: give 2 to 4")
    wanted = 0 if row.get("open") else 1
    if sum(choice.right for choice in choices) != wanted:
        raise ValueError(f"{name!r} must have {wanted} choice with right = true, and none if it is open")
    if not all(choice.text.strip() and choice.says.strip() for choice in choices):
        raise ValueError(f"{name!r}: each choice needs a text, and a sentence in says")
    return Question(row.get("text", ""), choices)
