"""Takes a source that Python cannot read apart, so that only the pieces are lost in which the slips lie.

A source falls apart at the lines that begin a statement at its left edge, and a class at its methods. Whether such a
line stands in a long string or in open brackets is found by trying: a piece is joined to those below it if Python can
read them together.
"""

import keyword
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

STAND_IN = "__left_out__"  # what the code calls in place of a piece, with the piece's number and a name
MOST_JOINED = 60  # pieces
MOST_TRIES = 500  # to join pieces, in a source
BEGINS = [  # what a piece is, by how its first line begins
    ("decorator", re.compile(r" ?@")),
    ("definition", re.compile(r" ?(?:async\s+)?(?:def|class)\b")),
    ("import", re.compile(r"(?:import|from)\b")),
    ("mark", re.compile(r"# ?%%")),
    ("main", re.compile(r"if\s+__name__\b")),  # runs in a script alone
    ("", re.compile(r"(?:else|elif|except|finally|return|yield|break|continue)\b")),  # goes on with what is above
    ("loose", re.compile(r"[^\W\d]|[%!?]|['\"]")),
]
METHOD = re.compile(r"(\s+)(@|(?:async\s+)?(?:def|class)\b)")
NAME = re.compile(r"(\s*)(?:async\s+)?(?:def|class)\s+(\w+)")
MISSPELT_DEF = re.compile(r"([^\W\d]\w*)\s+([^\W\d]\w*)\s*\((?:.*[:,(])?\s*(?:#.*)?$")  # "deff train_step(model):"
OUT_OF_PLACE = re.compile(r"outside (?:async )?function|outside loop|not properly in loop|unmatched")


@dataclass(frozen=True)
class LeftOut:
    """A piece that Python cannot read."""

    names: tuple[
        str, ...
    ]  # what it would have defined: "train_step", "Net.forward"; none for code outside of functions
    error: SyntaxError  # Python's own
    kind: str  # as in BEGINS
    begin: int  # its lines, counted from 0
    end: int
    indent: str = ""  # of what stands in for it


@dataclass
class _Piece:
    begin: int
    end: int
    kind: str
    error: SyntaxError | None = None


@dataclass
class Readable:
    """What Python can read of a source."""

    code: str  # with as many lines
    left_out: list[LeftOut] = field(default_factory=list)

    @property
    def outside(self) -> LeftOut | None:
        """The first piece that defines nothing, and does not run in a script alone."""
        return next((each for each in self.left_out if not each.names and each.kind != "main"), None)


def readable(source: str, file: str, translate: Callable[[str], str] = str) -> Readable:
    """Leave out what Python cannot read.

    Args:
        source: of a file, or of a notebook's cell.
        file: its name, for the errors.
        translate: makes Python of it, line by line.

    Raises:
        SyntaxError: nothing of it can be read.
        ValueError, RecursionError, MemoryError: as `compile`.
    """
    try:
        code = translate(source)
        compile(code, file, "exec", dont_inherit=True)
        return Readable(code)
    except SyntaxError as error:
        whole = _with_text(error, source.splitlines())
    if "\0" in source:
        raise whole
    reader = _Reader(source.splitlines(keepends=True), file, translate)
    pieces = reader.pieces()
    left_out = [each for piece in pieces if piece.error for each in reader.left_out(piece)]
    lines = list(reader.lines)
    for number, each in enumerate(left_out):
        lines[each.begin : each.end] = _stand_ins(number, each)
    try:
        code = translate("".join(lines))
        compile(code, file, "exec", dont_inherit=True)
    except SyntaxError:
        raise whole from None  # it takes more than leaving pieces out
    # Of two errors in one line, the one that Python itself reports.
    left_out = [replace(each, error=whole) if each.error.lineno == whole.lineno else each for each in left_out]
    return Readable(code, left_out)


def _with_text(error: SyntaxError, lines: list[str]) -> SyntaxError:
    """The error with the line as the student sees it."""
    if error.lineno and 0 < error.lineno <= len(lines):
        error.text = lines[error.lineno - 1]
    return error


def _stand_ins(number: int, left_out: LeftOut) -> list[str]:
    """Lines in place of a piece: they give its names something that says, when it is used, why it is not there."""
    short = {name: name.rpartition(".")[2] for name in left_out.names}
    stand_ins = [
        f"{short[name]} = {STAND_IN}({number}, {name!r})" for name in short if not keyword.iskeyword(short[name])
    ]
    return [f"{left_out.indent}{'; '.join(stand_ins) or 'pass'}\n", *["\n"] * (left_out.end - left_out.begin - 1)]


class _Reader:
    def __init__(self, lines: list[str], file: str, translate: Callable[[str], str]) -> None:
        self.lines, self.file, self.translate = lines, file, translate
        self.tries = 0

    def pieces(self) -> list[_Piece]:
        """The source's pieces, each tried apart."""
        return self._attributed(self._tried(self._begun(), self._error))

    def left_out(self, piece: _Piece) -> list[LeftOut]:
        """What of a broken piece is to be left out: of a class the broken methods alone, if that is enough."""
        first = self.lines[piece.begin]
        name = re.match(r" ?class\s+(\w+)", first)
        if name and (methods := self._methods(piece, name[1])):
            return methods
        return [LeftOut(self._names(piece), piece.error, piece.kind, piece.begin, piece.end)]

    def _begun(self) -> list[_Piece]:
        """Pieces by how their first lines begin."""
        pieces = [_Piece(0, len(self.lines), "loose")]
        for number, line in enumerate(self.lines):
            kind = next((kind for kind, begins in BEGINS if begins.match(line)), "")
            goes_on = pieces[-1].kind == "decorator" and kind in ("decorator", "definition")
            if not kind or number == 0 or goes_on:
                pieces[-1].kind = kind if number == 0 and kind or goes_on else pieces[-1].kind
                continue
            pieces[-1].end = number
            pieces.append(_Piece(number, len(self.lines), kind))
        return pieces

    def _tried(self, begun: list[_Piece], error_of: Callable[[int, int], SyntaxError | None]) -> list[_Piece]:
        """Try pieces, and join those that can be read only together."""
        pieces, place = [], 0
        while place < len(begun):
            count, error = self._joined(begun[place:], error_of)
            pieces.append(_Piece(begun[place].begin, begun[place + count - 1].end, begun[place].kind, error))
            place += count
        return pieces

    def _joined(self, begun: list[_Piece], error_of) -> tuple[int, SyntaxError | None]:
        """How many of these pieces are one, and its error."""
        alone = error_of(begun[0].begin, begun[0].end)
        if alone is None or not _is_open(alone):
            return 1, alone
        only_loose = True  # below the first
        for count, piece in enumerate(begun[1:MOST_JOINED], start=2):
            only_loose = only_loose and piece.kind == "loose"
            self.tries += 1
            if self.tries > MOST_TRIES:
                break
            error = error_of(begun[0].begin, piece.end)
            if error is None:
                return count, None
            if only_loose and "triple-quoted" in alone.msg and "triple-quoted" not in error.msg:
                return count, error  # the string ended, in which these lines stand
        return 1, alone

    def _attributed(self, pieces: list[_Piece]) -> list[_Piece]:
        """Lines that fell out of a function to the left edge, and cannot be read there, belong to the function."""
        result: list[_Piece] = []
        for piece in pieces:
            result.append(piece)
            fell_out = piece.error and (
                isinstance(piece.error, IndentationError) or OUT_OF_PLACE.search(piece.error.msg)
            )
            if piece.kind not in ("loose", "mark") or not fell_out or self._names(piece):
                continue
            above = len(result) - 1
            while above and (above == len(result) - 1 or result[above].kind == "loose"):
                above -= 1
            together = "".join(self.lines[result[above].begin : piece.begin + 1])
            if result[above].kind == "definition" and not re.search(r"\n\s*\n\s*\n\S.*\s*\Z", together):
                error = next(each.error for each in result[above:] if each.error)
                result[above:] = [_Piece(result[above].begin, piece.end, "definition", error)]
        return result

    def _methods(self, piece: _Piece, owner: str) -> list[LeftOut]:
        """The broken methods of a class; [] where more than methods is broken."""
        inside = range(piece.begin + 1, piece.end)
        indents = [_width(self.lines[number]) for number in inside if self.lines[number].strip()]
        usual = next((indent for indent in indents if indent), 0)
        begun: list[_Piece] = []
        for number in inside:
            found = METHOD.match(self.lines[number])
            if not found or not 0 < _width(self.lines[number]) < 2 * usual:
                continue
            kind = "decorator" if found[2] == "@" else "definition"
            if begun and begun[-1].kind == "decorator":
                begun[-1].kind = kind
                continue
            if begun:
                begun[-1].end = number
            begun.append(_Piece(number, piece.end, kind))
        if not begun:
            return []
        head = "".join(self.lines[piece.begin : begun[0].begin])

        def error_of(begin: int, end: int) -> SyntaxError | None:
            blank = "\n" * (begin - begun[0].begin)
            return self._error_in(head + blank + "".join(self.lines[begin:end]), piece.begin)

        indent = next(re.match(r"\s+", line)[0] for line in self.lines[piece.begin + 1 :] if _width(line) == usual)
        if self._error_in(f"{head}{indent}pass\n", piece.begin):
            return []
        broken = [each for each in self._tried(begun, error_of) if each.error]
        names = [tuple(f"{owner}.{name}" for name in self._names(each)) for each in broken]
        left_out = [
            LeftOut(name, each.error, "definition", each.begin, each.end, indent)
            for name, each in zip(names, broken, strict=True)
        ]
        lines = list(self.lines)
        for number, each in enumerate(left_out):
            lines[each.begin : each.end] = _stand_ins(number, each)
        rest = self._error_in("".join(lines[piece.begin : piece.end]), piece.begin)
        return [] if rest else left_out

    def _names(self, piece: _Piece) -> tuple[str, ...]:
        """What a piece would have defined: the first line says, or else the outermost `def`s in it."""
        lines = self.lines[piece.begin : piece.end]
        misspelt = MISSPELT_DEF.match(lines[0]) if piece.kind == "loose" else None
        if misspelt and not keyword.iskeyword(misspelt[1]):
            return (misspelt[2],)
        found = [match for line in lines if (match := NAME.match(line))]
        outermost = min((_width(match[1] + "x") for match in found), default=0)
        return tuple(dict.fromkeys(match[2] for match in found if _width(match[1] + "x") == outermost))

    def _error(self, begin: int, end: int) -> SyntaxError | None:
        return self._error_in("".join(self.lines[begin:end]), begin)

    def _error_in(self, text: str, begin: int) -> SyntaxError | None:
        try:
            compile("\n" * begin + self.translate(text), self.file, "exec", dont_inherit=True)
        except SyntaxError as error:
            return _with_text(error, self.lines)
        return None


def _is_open(error: SyntaxError) -> bool:
    """Whether the source ended in the middle of a string or of brackets."""
    return "triple-quoted" in error.msg or "was never closed" in error.msg or "unexpected EOF" in error.msg


def _width(line: str) -> int:
    line = line.expandtabs(8)
    return len(line) - len(line.lstrip())
