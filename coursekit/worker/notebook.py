"""What Jupyter puts into a notebook, for where there is no Jupyter: `get_ipython`, `display`, `In`, `Out`, `_`."""

import ast
from types import CodeType


class Harmless:
    """Every attribute of it, and every call, is another one, and does nothing."""

    def __getattr__(self, name: str):
        if name.startswith("__"):
            raise AttributeError(name)
        return Harmless()

    def __call__(self, *arguments, **keywords):
        return Harmless()

    def __getitem__(self, key):
        return Harmless()

    def __iter__(self):
        return iter(())

    def __contains__(self, item) -> bool:
        return False

    def __len__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return True

    def __str__(self) -> str:
        return ""


class Shell(Harmless):
    """What `get_ipython()` gives: no magic and no command does anything, but `%time` runs its statement."""

    def __init__(self, namespace: dict) -> None:
        self.user_ns = namespace

    def run_line_magic(self, name: str, line: str, **options) -> None:
        if name == "time":
            from ..jupyter import translated

            exec(compile(translated(line), "<%time>", "exec", dont_inherit=True), self.user_ns)

    def magic(self, line: str) -> None:
        """As scripts of IPython's early days call it: "time x = 1"."""
        self.run_line_magic(*line.lstrip("%").partition(" ")[::2])

    def run_cell_magic(self, name: str, line: str, cell: str) -> None:
        """A cell magic that is called as a function; one at the head of a cell never comes here."""

    def system(self, command: str) -> None:
        """A shell line."""

    def getoutput(self, command: str, **options) -> list[str]:
        from IPython.utils.text import SList

        return SList()


Shell.__name__ = Shell.__qualname__ = "ZMQInteractiveShell"  # notebooks ask for it


def notebook_names(namespace: dict) -> dict:
    """The names that are there in a notebook without an import, for a module's namespace."""
    shell = Shell(namespace)
    return {
        "get_ipython": lambda: shell,
        "display": lambda *values, **options: Harmless(),
        "In": [""],
        "Out": {},
        "_": "",
    }


def run_cell(code: str, name: str, number: int, source: str, namespace: dict) -> None:
    """Run a cell's code; the value of its last expression becomes `_` and `Out[number]`."""
    namespace["In"].append(source)
    body = ast.parse(code, name).body
    if not body or not isinstance(body[-1], ast.Expr):
        exec(_compiled(ast.Module(body, type_ignores=[]), name, "exec"), namespace)
        return
    *rest, last = body
    exec(_compiled(ast.Module(rest, type_ignores=[]), name, "exec"), namespace)
    value = eval(_compiled(ast.Expression(last.value), name, "eval"), namespace)
    if value is not None:
        namespace["_"] = namespace["Out"][number] = value


def _compiled(tree: ast.Module | ast.Expression, name: str, mode: str) -> CodeType:
    return compile(tree, name, mode, dont_inherit=True)
