"""The questions of the lessons: complete, of a readable length, and where they belong in the pages."""

import ast
import re

import pytest

from grader.questions import read
from tests.helpers import COURSE, SOLUTIONS

from .conftest import LESSONS
from .test_lessons import LONG_ENOUGH, solution_lines, squeezed

QUESTIONS = {name: read(COURSE.lessons / "questions" / f"{name}.toml") for name in LESSONS}
PANELS = {  # the names of Break it's panels, in a lesson's code: assigned to this name
    "1_data": "mistakes",
    "2_model_and_loss": "mistakes",
    "3_training": "BROKEN",
    "5_speed": "MISTAKES",
}


def source(name: str) -> str:
    return (COURSE.lessons / f"{name}.py").read_text(encoding="utf-8")


def all_questions(name: str):
    """Every question of a lesson, those of the quiz last."""
    asked = QUESTIONS[name]
    return [question for guess in asked.guesses for question in guess.questions] + list(asked.quiz)


def test_no_file_is_without_its_lesson():
    assert {path.stem for path in (COURSE.lessons / "questions").iterdir()} == set(LESSONS)


@pytest.mark.parametrize("name", LESSONS)
def test_every_question_of_a_lesson_has_its_choices(name):
    asked = re.findall(r"(?m)^# \*\*What do you expect\?\*\* (.+)$", source(name))
    assert [guess.asks for guess in QUESTIONS[name].guesses] == [re.sub(r"[*`]", "", question) for question in asked]


def panels(name: str) -> list[str]:
    """What the panels of Break it are called."""
    tree = ast.parse(source(name))
    if name == "4_evaluation":
        (record,) = [node.args[0] for node in ast.walk(tree) if ast.unparse(node).startswith("records.append(")
                     and isinstance(node, ast.Call)]  # fmt: skip
        return [key.value for key in record.keys][2:]
    (value,) = [node.value for node in ast.walk(tree) if isinstance(node, ast.Assign)
                and ast.unparse(node.targets[0]) == PANELS[name]]  # fmt: skip
    return [key.value for key in (value.keys if isinstance(value, ast.Dict) else value.elts)]


@pytest.mark.parametrize("name", LESSONS)
def test_every_panel_of_break_it_is_asked_for(name):
    (guess,) = [guess for guess in QUESTIONS[name].guesses if len(guess.questions) > 2]
    asked = [re.match(r"\*\*(.+?)\.\*\*", question.text)[1] for question in guess.questions]
    assert [title.lower() for title in asked] == [title.lower() for title in panels(name)]


@pytest.mark.parametrize("name", LESSONS)
def test_questions_can_be_read(name):
    assert len(QUESTIONS[name].quiz) == 5
    for question in all_questions(name):
        texts, sentences = zip(*((choice.text, choice.says) for choice in question.choices), strict=True)
        assert len(set(texts)) == len(texts) and len(set(sentences)) == len(sentences), question
        assert len(question.text) <= 190 and max(map(len, texts)) <= 85, question
        assert all(40 <= len(sentence) <= 230 for sentence in sentences), question
        assert all(sentence[-1] in ".!?" for sentence in sentences), question
        if question in QUESTIONS[name].quiz:
            assert any(choice.right for choice in question.choices) and len(texts) >= 3, question


def test_what_is_right_cannot_be_told_from_its_place_or_its_length():
    places, longest, count = [], 0, 0
    for question in (question for name in LESSONS for question in all_questions(name)):
        right = [place for place, choice in enumerate(question.choices) if choice.right]
        if not right:
            continue
        lengths = [len(choice.text) for choice in question.choices]
        places += right
        longest += lengths[right[0]] == max(lengths)
        count += 1
    assert count > 80
    assert max(map(places.count, range(3))) < 0.45 * count, [places.count(place) for place in range(4)]
    assert longest < 0.45 * count


@pytest.mark.parametrize("name", LESSONS)
def test_no_question_quotes_an_answer(name):
    text = squeezed((COURSE.lessons / "questions" / f"{name}.toml").read_text(encoding="utf-8"))
    for path in sorted(SOLUTIONS.glob("stage*.py")):
        for number, line in solution_lines(path.read_text(encoding="utf-8")).items():
            wanted = squeezed(line.split("  #")[0])
            assert len(wanted) < LONG_ENOUGH or wanted not in text, f"line {number} of {path.name}"


ONE = '{ text = "yes", says = "It is." , right = true }'
OTHER = '{ text = "no", says = "It is not." }'


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        (f"{OTHER}, {OTHER}", "must have 1 choice with right"),
        (f"{ONE}, {ONE}", "must have 1 choice with right"),
        (ONE, "has 1 choices: give 2 to 4"),
        (f'{ONE}, {{ text = "no", says = " " }}', "a sentence in says"),
        (f'{ONE}, {{ text = "no" }}', "says"),
        (f"{ONE}, {OTHER}]\nopen = [true", "must have 0 choice"),
    ],
)
def test_an_incomplete_question_is_refused(tmp_path, choices, said):
    file = tmp_path / "1_lesson.toml"
    file.write_text(f'[[quiz]]\ntext = "Is it?"\nchoices = [{choices}]\n', encoding="utf-8")
    with pytest.raises(ValueError, match=said) as refused:
        read(file)
    assert "1_lesson.toml" in str(refused.value)


@pytest.mark.parametrize("name", LESSONS)
def test_questions_stand_where_they_belong(name, lesson_pages):
    page = lesson_pages[name]
    guesses = page.select("div.guess")
    assert len(guesses) == len(QUESTIONS[name].guesses)
    for guess, asked in zip(guesses, QUESTIONS[name].guesses, strict=True):
        veiled = page.select(f".{guess['data-veils']}")
        assert any("cell_output" in part["class"] for part in veiled), asked.asks
        assert guess.has_attr("hidden") and not any(part.has_attr("hidden") for part in veiled)  # for want of scripts
        assert plain(asked.asks) in plain(guess.find_previous("strong", string="What do you expect?").parent.get_text())
    quiz = page.select_one("section#test-yourself")
    assert quiz.find_next_sibling("section")["id"] == "now-you"
    assert len(quiz.select("ol.quiz-list > li")) == len(quiz.select("div.quiz[hidden] fieldset")) == 5
    assert len(quiz.select("ol.quiz-list details:not([open])")) == 5
    assert page.select('.toc-tree a[href="#test-yourself"]')


def plain(text: str) -> str:
    return re.sub(r"\W", "", text)
