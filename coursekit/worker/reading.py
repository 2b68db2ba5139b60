"""Reads a student's code for slips that can be seen without running it: what stands there, never what it might mean."""

import ast
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from ..course import Course, Exercise
from ..submission import cells_of, find_definition, stage_source

MAX_FINDINGS = 8
# What these methods return is new; called as a statement, the result is lost. In place, they end in an underscore.
RETURN_NEW = {
    "to", "view", "reshape", "flatten", "unsqueeze", "squeeze", "float", "long", "double", "cpu", "cuda", "detach", "clone",
    "sqrt", "mean", "std", "sum", "item", "argmax", "exp", "log", "permute", "transpose", "numpy", "div", "mul", "sub", "add",
}  # fmt: skip
RETURN_NEW_OF_F = {"relu", "dropout", "max_pool2d", "log_softmax", "softmax", "conv2d", "linear"}
CONTEXTS = {"no_grad", "enable_grad", "inference_mode"}
PLOT_FUNCTIONS = {"xlabel", "ylabel", "title", "legend", "set_xlabel", "set_ylabel", "set_title", "imshow", "plot"}
INIT_SLIPS = {"_init_", "__int__", "_init__", "__init_", "init", "__inti__"}


@dataclass(frozen=True)
class Finding:
    """Something that stands in the student's code."""

    kind: str  # a key of the judge's sentences
    line: int
    what: str  # the name or the code that it is about


def read_exercise(course: Course, exercise: Exercise, folder: Path) -> list[dict]:
    """What can be seen in the code of one exercise, as plain dicts of `Finding`; [] where it cannot be read."""
    try:
        for cell in cells_of(stage_source(folder, exercise.file)):
            tree, source = ast.parse(cell.readable().code), cell.source
            node = find_definition(tree, exercise.name.split("."))
            if isinstance(node, ast.FunctionDef):
                owner = find_definition(tree, exercise.name.split(".")[:-1]) if "." in exercise.name else None
                found = [*_half_finished(course, exercise, tree, node, source), *_slips(node, source.splitlines())]
                found += _class_slips(owner, node)
                return [asdict(each) for each in found[:MAX_FINDINGS]]
            if "." in exercise.name and (owner := find_definition(tree, exercise.name.split(".")[:-1])):
                return [asdict(each) for each in _misnamed(owner, exercise.name.split(".")[-1])]
    except (SyntaxError, ValueError, RecursionError, MemoryError, OSError):
        pass
    return []


def _half_finished(
    course: Course, exercise: Exercise, tree: ast.Module, node: ast.FunctionDef, source: str
) -> Iterator[Finding]:
    """The stub's `raise` beside code of the student's, and the other TODOs."""
    body = _without_docstring(node.body)
    shipped = (course.pristine / exercise.file).read_text(encoding="utf-8")
    original = find_definition(ast.parse(shipped), exercise.name.split("."))
    if original is None:
        return
    yield from _parameters(original, node)
    if _dump(_without_docstring(original.body)) == _dump(body):
        owner = find_definition(tree, exercise.name.split(".")[:-1])
        if sum(getattr(each, "name", None) == node.name for each in ast.iter_child_nodes(owner)) > 1:
            yield Finding("stub-below", node.lineno, exercise.name)
        return
    for statement in ast.walk(node):
        if isinstance(statement, ast.Raise) and f"{exercise.id} {exercise.name}" in ast.unparse(statement):
            yield Finding("raise-left", statement.lineno, exercise.id)
    below = _below_todos(shipped.splitlines(), exercise.id)
    lines = source.splitlines()
    for number in range(node.lineno, min(node.end_lineno + 1, len(lines)) + 1):
        text = lines[number - 1].strip()
        if text in below and _next_code(lines, number) == below[text]:
            yield Finding("todo-left", number, exercise.id)
    returns = [each for each in ast.walk(node) if isinstance(each, ast.Return) and each.value is not None]
    if not returns and not _yields(node) and "Returns:" in (ast.get_docstring(original) or ""):
        yield Finding("no-return", node.lineno, exercise.name)


def _yields(node: ast.FunctionDef) -> bool:
    """Whether it is a generator: a call of it gives back more than None."""
    inner = [each for each in ast.walk(node) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)]
    elsewhere = {below for each in inner if each is not node for below in ast.walk(each)}
    return any(isinstance(each, ast.Yield | ast.YieldFrom) and each not in elsewhere for each in ast.walk(node))


def _parameters(original: ast.FunctionDef, node: ast.FunctionDef) -> Iterator[Finding]:
    """The exercise's own parameters, in another order than it gives them."""
    given, own = ([each.arg for each in (*one.args.posonlyargs, *one.args.args)] for one in (original, node))
    if given != own and sorted(given) == sorted(own):
        yield Finding("parameters-swapped", node.lineno, ", ".join(given))


def _below_todos(lines: list[str], id: str) -> dict[str, str]:
    """Each TODO of an exercise as it was shipped, and the line of code that stands below it."""
    todos = {
        number: line.strip() for number, line in enumerate(lines, start=1) if line.lstrip().startswith(f"# TODO {id} ")
    }
    return {todo: _next_code(lines, number) for number, todo in todos.items()}


def _next_code(lines: list[str], number: int) -> str:
    """The first line below line `number` that is neither blank nor a stub's raise."""
    rest = (line.strip() for line in lines[number:])
    return next((line for line in rest if line and not line.startswith("raise NotImplementedError(")), "")


def _dump(body: list[ast.stmt]) -> str:
    return ast.dump(ast.Module(body, type_ignores=[]))


def _without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    first = body[0] if body else None
    is_text = (
        isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    )
    return body[1:] if is_text else body


def _slips(node: ast.FunctionDef, lines: list[str]) -> Iterator[Finding]:
    for default in [*node.args.defaults, *node.args.kw_defaults]:
        if isinstance(default, ast.List | ast.Dict | ast.Set):
            yield Finding("mutable-default", node.lineno, ast.unparse(default))
    for block, in_loop in _blocks(node):
        for place, statement in enumerate(block):
            yield from _statement(statement, lines)
            ends = isinstance(statement, ast.Return | ast.Raise | ast.Break | ast.Continue)
            if ends and place + 1 < len(block) and not _is_stub(statement):
                yield Finding("unreachable", block[place + 1].lineno, type(statement).__name__.lower())
                break
        if in_loop and isinstance(block[-1], ast.Return):
            yield Finding("return-in-loop", block[-1].lineno, "")
    yield from _loops(node)
    yield from _remarkable(node)


def _remarkable(node: ast.FunctionDef) -> Iterator[Finding]:
    """What works, and is not how it is usually done; only a check that has a word for it says so."""
    for each in ast.walk(node):
        if isinstance(each, ast.For | ast.While):
            yield Finding("python-loop", each.lineno, "")
        if isinstance(each, ast.Call) and _last(each.func) in ("softmax", "log_softmax"):
            by_name = any(keyword.arg == "dim" for keyword in each.keywords)
            tensor_is_before_the_dot = not (
                isinstance(each.func, ast.Attribute) and ast.unparse(each.func.value) in ("F", "torch")
            )
            if not by_name and len(each.args) < 2 and not (tensor_is_before_the_dot and each.args):
                yield Finding("implicit-dim", each.lineno, ast.unparse(each.func))


def _is_stub(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Raise) and "NotImplementedError" in ast.unparse(statement)


def _blocks(node: ast.AST, in_loop: bool = False) -> Iterator[tuple[list[ast.stmt], bool]]:
    """Every block of statements in a function, and whether it is the body of a loop itself."""
    for name in ("body", "orelse", "finalbody"):
        block = getattr(node, name, None)
        if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
            yield block, in_loop and name == "body"
            for child in block:
                if not isinstance(child, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
                    yield from _blocks(child, isinstance(child, ast.For | ast.While))
    for handler in getattr(node, "handlers", []):
        yield from _blocks(handler)


def _statement(statement: ast.stmt, lines: list[str]) -> Iterator[Finding]:
    line = statement.lineno
    if isinstance(statement, ast.Expr):
        value = statement.value
        if isinstance(value, ast.Attribute | ast.Name):
            yield Finding("not-called", line, ast.unparse(value))
        elif isinstance(value, ast.Compare):
            yield Finding("comparison-for-assignment", line, ast.unparse(value))
        elif (
            isinstance(value, ast.Call)
            and _last(value.func) in CONTEXTS
            and ast.unparse(value.func).startswith("torch")
        ):
            yield Finding("context-dropped", line, ast.unparse(value.func))
        elif isinstance(value, ast.Call) and _returns_new(value):
            yield Finding("result-lost", line, ast.unparse(value.func))
    if isinstance(statement, ast.With):
        for item in statement.items:
            if isinstance(item.context_expr, ast.Attribute | ast.Name) and _last(item.context_expr) in CONTEXTS:
                yield Finding("not-called", line, ast.unparse(item.context_expr))
    if isinstance(statement, ast.Return) and _is_lone_tuple(statement.value):
        yield Finding("trailing-comma", line, "what is returned")
    if isinstance(statement, ast.Assign):
        if _is_lone_tuple(statement.value):
            yield Finding("trailing-comma", line, ast.unparse(statement.targets[0]))
        for target in statement.targets:
            if isinstance(target, ast.Attribute) and target.attr in PLOT_FUNCTIONS:
                yield Finding("function-overwritten", line, ast.unparse(target))
        if kind := _behind_equals(statement.value, lines):
            yield Finding(kind, line, ast.unparse(statement.targets[0]))


def _behind_equals(value: ast.expr, lines: list[str]) -> str | None:
    """The kind of finding where a sign stands right behind an = and a space behind the sign: =+ or =- for += or -=."""
    while isinstance(value, ast.BinOp):  # w =- rate * step: the sign belongs to the leftmost
        value = value.left
    if not isinstance(value, ast.UnaryOp) or not isinstance(value.op, ast.UAdd | ast.USub):
        return None
    text = lines[value.lineno - 1].encode()
    if not text[: value.col_offset].endswith(b"=") or not text[value.col_offset + 1 :].startswith(b" "):
        return None
    return "plus-behind-equals" if isinstance(value.op, ast.UAdd) else "minus-behind-equals"


def _is_lone_tuple(value: ast.expr | None) -> bool:
    """Whether it is a tuple of one element that a comma alone makes, without brackets."""
    return (
        isinstance(value, ast.Tuple)
        and len(value.elts) == 1
        and value.end_col_offset == value.elts[0].end_col_offset + 1
    )


def _returns_new(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute) or any(each.arg in ("inplace", "out") for each in call.keywords):
        return False
    if isinstance(call.func.value, ast.Name) and call.func.value.id in ("F", "functional"):
        return call.func.attr in RETURN_NEW_OF_F
    # net.to(device), .float() and the like change a module in place.
    return call.func.attr in RETURN_NEW and _last(call.func.value) not in ("model", "net", "self")


def _last(node: ast.expr) -> str | None:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else None


def _loops(node: ast.FunctionDef) -> Iterator[Finding]:
    """A total that each round writes anew, and a loader that each round begins anew."""
    numbers = {
        target.id
        for statement in node.body
        if isinstance(statement, ast.Assign)
        and all(isinstance(each, ast.Constant) for each in _values(statement.value))
        for target in _targets(statement)
    }
    for loop in ast.walk(node):
        if not isinstance(loop, ast.For | ast.While):
            continue
        added = {
            each.target.id
            for each in ast.walk(loop)
            if isinstance(each, ast.AugAssign) and isinstance(each.target, ast.Name)
        }
        for statement in ast.walk(loop):
            if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
                target = statement.targets[0]
                read = {each.id for each in ast.walk(statement.value) if isinstance(each, ast.Name)}
                if isinstance(target, ast.Name) and target.id in numbers - added - read:
                    yield Finding("total-overwritten", statement.lineno, target.id)
            if isinstance(statement, ast.Call) and ast.unparse(statement.func) == "next" and statement.args:
                inner = statement.args[0]
                if isinstance(inner, ast.Call) and ast.unparse(inner.func) == "iter":
                    yield Finding(
                        "first-batch-again", statement.lineno, ast.unparse(inner.args[0]) if inner.args else ""
                    )


def _values(node: ast.expr) -> list[ast.expr]:
    return list(node.elts) if isinstance(node, ast.Tuple) else [node]


def _targets(statement: ast.Assign) -> list[ast.Name]:
    return [each for target in statement.targets for each in _values(target) if isinstance(each, ast.Name)]


def _class_slips(owner, node: ast.FunctionDef) -> Iterator[Finding]:
    """What goes wrong in a class: no super().__init__(), an attribute that is assigned as a plain name."""
    if not isinstance(owner, ast.ClassDef):
        return
    init = find_definition(owner, ["__init__"])
    if isinstance(init, ast.FunctionDef):
        calls = [ast.unparse(each.func) for each in ast.walk(init) if isinstance(each, ast.Call)]
        if not any(call.endswith(".__init__") for call in calls):
            yield Finding("no-super-init", init.lineno, owner.name)
        kept = {
            each.attr for each in ast.walk(owner) if isinstance(each, ast.Attribute) and _last(each.value) == "self"
        }
        for statement in ast.walk(init):
            if isinstance(statement, ast.Assign):
                for target in _targets(statement):
                    if target.id in kept:
                        yield Finding("missing-self", statement.lineno, target.id)
    yield from _misnamed(owner, node.name)


def _misnamed(owner: ast.AST, wanted: str) -> Iterator[Finding]:
    for each in ast.iter_child_nodes(owner):
        if isinstance(each, ast.FunctionDef) and each.name in INIT_SLIPS and wanted in ("__init__", "forward"):
            yield Finding("misspelt-init", each.lineno, each.name)
