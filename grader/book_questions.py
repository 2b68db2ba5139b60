"""A Sphinx extension that puts a lesson's questions into its page.

That is choices under each *What do you expect?*, and the quiz before *Now you*.

They are hidden until a script shows them (`_static/guess.js`, `quiz.js`): without scripts, all outputs are seen, and the quiz
is a list whose answers unfold.
"""

import html
import re
from functools import cache
from pathlib import Path

from docutils import nodes
from markdown_it import MarkdownIt
from sphinx.util import logging

from . import questions as reading

ASKS = "What do you expect?"
LAST = "Now you"
TITLE = "Test yourself"
SCRIPTS = ("store", "choices", "guess", "quiz")  # in this order: each needs those before it


def setup(app) -> dict:
    """Sphinx calls this."""
    app.connect("doctree-read", add_questions, priority=400)  # before the page's headings are collected
    app.connect("html-page-context", add_files)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def add_files(app, pagename, templatename, context, doctree) -> None:
    """Have a page that asks something load what its questions need."""
    if '<fieldset class="question"' in context.get("body", ""):
        app.add_css_file("questions.css")
        for script in SCRIPTS:
            app.add_js_file(f"{script}.js")


def add_questions(app, doctree) -> None:
    """At `doctree-read`: put the questions of this page's file where they belong; warn of what does not fit."""
    file = Path(app.srcdir, "questions", f"{app.env.docname}.toml")
    if not file.is_file():
        return
    app.env.note_dependency(str(file))
    asked = reading.read(file)
    left = {plain(guess.asks): guess for guess in asked.guesses}
    for number, paragraph in enumerate(list(filter(is_question, doctree.findall(nodes.paragraph))), start=1):
        guess = left.pop(plain(paragraph.astext().removeprefix(ASKS)), None)
        if guess is None:
            warn(f"{file.name} has no choices for: {paragraph.astext()}", paragraph)
        elif not place(paragraph, guess, number):
            warn(f"nothing to veil after: {paragraph.astext()}", paragraph)
    for guess in left.values():
        warn(f"{file.name} asks what the lesson does not ask: {guess.asks}", doctree)
    for section in list(doctree.findall(nodes.section)):
        if asked.quiz and section[0].astext() == LAST:
            section.parent.insert(section.parent.index(section), quiz_section(asked.quiz))


def warn(text: str, node) -> None:
    """A warning, with its place; `python -m grader book` fails at it."""
    logging.getLogger(__name__).warning(text, location=node)


def is_question(paragraph) -> bool:
    """Whether a paragraph begins with *What do you expect?* in bold."""
    first = next((child for child in paragraph.children if child.astext()), None)  # an empty text may come first
    return isinstance(first, nodes.strong) and first.astext() == ASKS


def plain(text: str) -> str:
    """Letters and digits alone: the page sets dashes, formulas and emphasis its own way."""
    return re.sub(r"\W", "", text)


def place(paragraph, guess: reading.Guess, number: int) -> int:
    """Put the choices before the next cell, and mark the outputs that they veil; return how many there are."""
    parent = paragraph.parent
    here = parent.index(paragraph) + 1
    while here < len(parent) and isinstance(parent[here], nodes.bullet_list):
        here += 1
    parent.insert(here, nodes.raw("", guess_html(guess, number), format="html"))
    veiled, told = outputs_after(parent[here + 1 :], guess)
    for node in [*veiled, *told]:
        node["classes"].append(f"guess-answer-{number}")
    return len(veiled)


def outputs_after(following: list, guess: reading.Guess) -> tuple[list, list]:
    """The outputs of the next cells; and the prose after them that tells the answer: a paragraph, and a list or table."""
    outputs, told = [], []
    for node in following:
        if told:
            if isinstance(node, nodes.bullet_list | nodes.table) and len(guess.questions) > 2:
                told.append(node)  # panel by panel
            break
        if isinstance(node, nodes.container) and "cell" in node["classes"]:
            outputs += [part for part in node.findall(nodes.container) if "cell_output" in part["classes"]]
        elif not isinstance(node, nodes.paragraph) or is_question(node):
            break
        elif not node.astext().startswith(guess.also_veils or "\0"):
            told.append(node)
    return outputs, told


def quiz_section(quiz: tuple[reading.Question, ...]):
    """The section of the quiz, with its heading."""
    section = nodes.section(ids=["test-yourself"], names=["test yourself"])
    section += nodes.title(TITLE, TITLE)
    section += nodes.raw("", quiz_html(quiz), format="html")
    return section


# --- as HTML --------------------------------------------------------------------------------------------------------


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False})


def inline(text: str) -> str:
    """A line of Markdown as HTML, code in the theme's own style."""
    made = _markdown().renderInline(re.sub(r"\s+", " ", text.strip()))
    return made.replace("<code>", '<code class="docutils literal notranslate">')


def guess_html(guess: reading.Guess, number: int) -> str:
    """The choices of one guess, and the button that skips it."""
    parts = len(guess.questions)
    sets = []
    for place, question in enumerate(guess.questions, start=1):
        count = f'<span class="count">{place} of {parts}</span> ' if parts > 1 else ""
        sets.append(fieldset(question, count + inline(question.text or "Your guess:")))
    return (
        f'<div class="guess" data-veils="guess-answer-{number}" hidden>\n{"".join(sets)}'
        '<p class="guess-skip"><button type="button">Show me</button></p>\n</div>\n'
    )


def quiz_html(quiz: tuple[reading.Question, ...]) -> str:
    """The quiz twice: a list whose answers unfold, for pages without scripts, and the questions that answer back."""
    listed = "".join(f"<li><p>{inline(question.text)}</p>\n{unfolding(question)}</li>\n" for question in quiz)
    sets = "".join(
        fieldset(question, f'<span class="count">{place}</span> {inline(question.text)}')
        for place, question in enumerate(quiz, start=1)
    )
    return (
        f'<ol class="quiz-list">\n{listed}</ol>\n<div class="quiz" hidden>\n'
        "<p>Your answers stay in this browser.</p>\n"
        f'{sets}<p class="quiz-score" role="status"></p>\n'
        '<p class="ask-again"><button type="button">Ask me again</button> '
        "forgets all answers on this page, here and above the figures.</p>\n</div>\n"
    )


def fieldset(question: reading.Question, legend: str) -> str:
    """A question with a button for each choice; under each, the sentence that it earns."""
    rows = "".join(
        f'<li><button type="button"{" data-right" if choice.right else ""}><span class="verdict"></span>'
        f"<span>{inline(choice.text)}</span></button>"
        f'<div aria-live="polite"><p class="says" hidden>{inline(choice.says)}</p></div></li>\n'
        for choice in question.choices
    )
    return (
        f'<fieldset class="question" data-key="{question.key}"><legend>{legend}</legend>\n<ul>{rows}</ul></fieldset>\n'
    )


def unfolding(question: reading.Question) -> str:
    """The choices as a list, and their sentences folded away."""
    listed = "".join(f"<li>{inline(choice.text)}</li>" for choice in question.choices)
    told = "".join(
        f"<li>{'<strong>Right.</strong> ' if choice.right else 'Not so. '}{inline(choice.says)}</li>"
        for choice in question.choices
    )
    # A list in letters, as the choices are, so that each sentence is found at its choice.
    summary = f"The answer to: {html.escape(plain_words(question.text))}"
    return f'<ol type="a">{listed}</ol><details><summary>{summary}</summary><ol type="a">{told}</ol></details>\n'


def plain_words(text: str) -> str:
    """Markdown without its marks, shortened: what a fold says of its contents."""
    words = re.sub(r"[*`]", "", re.sub(r"\s+", " ", text.strip()))
    return words if len(words) <= 70 else words[:67].rsplit(" ", 1)[0] + " …"
