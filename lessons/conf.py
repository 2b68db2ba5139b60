"""Sphinx's configuration of the book. `python -m grader book` uses it; so does `sphinx-build lessons book/html`."""

from grader import book, first_page

project = "Handwritten digits with PyTorch"
language = "en"
html_title = project

extensions = [
    "myst_nb",
    "sphinx_design",
    "sphinx_copybutton",
    "grader.book_pages",
    "grader.book_questions",
]
exclude_patterns = [
    "conf.py",
    "**.ipynb",
]  # a notebook beside a lesson is Jupyter's copy of it

# Lessons: read as notebooks, run once, and kept.
nb_custom_formats = {".py": "grader.book.read_lesson"}
nb_execution_mode = "cache"
book.draw_for_desk_and_phone()
nb_execution_cache_path = str(book.cache_folder(book.prepare_data()))
nb_execution_in_temp = True
nb_execution_timeout = 120  # seconds for one cell; a whole lesson should stay below 60
# An exception is a warning, with its traceback; `python -m grader book` fails at any warning.
nb_execution_show_tb = True
nb_merge_streams = True
nb_ipywidgets_js = {}  # no lesson has widgets; by default their scripts come from the network
nb_code_prompt_show = "Show the code"
nb_code_prompt_hide = "Hide the code"

myst_enable_extensions = ["colon_fence", "dollarmath"]
myst_heading_anchors = 3
copybutton_exclude = ".linenos, .gp, .go"  # of a console session, copy the commands alone

# Everything a page needs lies beside it: the book is read from the file system, without a network.
html_theme = "furo"
html_theme_options = {  # blue and orange as in the figures (digits/style.py), dark or light enough for small text
    "light_css_variables": {
        "color-brand-primary": "#005b8f",
        "color-brand-content": "#00659f",
        "color-brand-visited": "#7a4a86",
        "color-book-mark": "#d55e00",
    },
    "dark_css_variables": {
        "color-brand-primary": "#7cc4ee",
        "color-brand-content": "#7cc4ee",
        "color-brand-visited": "#d9a6e0",
        "color-book-mark": "#f0a830",
    },
}
html_logo = "_static/logo.svg"
html_favicon = "_static/logo.svg"
html_static_path = ["_static", str(book.mathjax_file()), *first_page.reader_files()]
html_css_files = ["book.css"]
mathjax_path = "tex-svg.js"
mathjax3_config = {"options": {"enableMenu": False}, "svg": {"fontCache": "local"}}
html_show_search_summary = False  # it would fetch the pages, which browsers refuse for files
html_show_sphinx = False
html_show_copyright = False
html_copy_source = False
html_scaled_image_link = False  # a link would part a figure from its layout for phones
# Every colour of code has a contrast of 4.5 : 1 and more, comments too (tests/book/test_accessibility.py).
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "monokai"

exercise_table = book.table_digest()


def setup(app) -> None:
    """Read all pages again when the exercises' table changes; look at what lessons wrote and drew."""
    app.add_config_value("exercise_table", "", "env", types=[str])
    app.connect("doctree-read", book.check_stderr)
    app.connect("html-page-context", book.add_instruments)
