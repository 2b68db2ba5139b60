"""The pad on the book's first page: the scripts of `digits.draw`, and the reference network that reads what is drawn there."""

from digits.draw.export import STATIC, STYLES, as_json, described, scripts

from .book import COURSE

WEIGHTS = COURSE.lessons / "reference.safetensors"  # made by benchmarks/reference_weights.py
# What the scripts call their parts is theirs alone: the book's own scripts may use the same names.
SCRIPT = """(() => {{
{scripts}
mountReader(document.getElementById("reader"), {net});
}})();
"""
# The reader's colours are the theme's, which a reader may switch.
COLOURS = """.reader {
  --accent: var(--color-brand-content);
  --ink: var(--color-foreground-primary);
  --line: var(--color-foreground-border);
  --paper: var(--color-background-primary);
  --quiet: var(--color-foreground-secondary);
  --track: var(--color-background-border);
}
"""


def reader_files() -> list[str]:
    """Write `reader.js` and `reader.css` for the book's `_static`; return their paths.

    Raises:
        digits.draw.export.ExportError: the reference weights cannot be read.
    """
    from safetensors import safe_open

    with safe_open(WEIGHTS, framework="numpy") as file:
        said = file.metadata()
    net = described(WEIGHTS, float(said["mean"]), float(said["std"]))
    styles = [(STATIC / name).read_text(encoding="utf-8") for name in STYLES]
    written = {
        "reader.js": SCRIPT.format(scripts=scripts(), net=as_json(net)),
        "reader.css": "\n".join([COLOURS, *styles]),
    }
    folder = COURSE.state / "first-page"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return [str(folder / name) for name in written]
