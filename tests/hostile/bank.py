"""The bank of attacks: what each file in attacks/ is, and the submission that is made of it.

An attack is a small file with headers:

    # what:        what it tries
    # exercise:    where it stands: 2.1 if nothing is said
    # unaffected:  exercises that pass all the same: 3.2 if nothing is said
    # within:      seconds for all of it: 30 if nothing is said
    # held:        the levels at which it must fail: namespaces landlock if nothing is said
    # open:        for each other level, words of what the summary says of it there
    # passes:      yes (or either): it is the right answer, with something beside it that must not stay or spread
    # says:        words that the message of its exercise must hold

It defines `attack()`, which returns whether it got through: if so the right answer comes back, and the exercise passes. Or else
it defines what it likes, and stands at the end of its exercise's file. Its first lines can use the names of `World.names`.
"""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.helpers import COURSE, SOLUTIONS

FOLDER = Path(__file__).resolve().parent / "attacks"
HEADER = re.compile(r"^# (what|exercise|unaffected|within|held|open|passes|says): *(.*)$", re.MULTILINE)
CALL = """

def _got_through():
    try:
        return attack()
    except Exception as error:
        print("held:", repr(error)[:200])
        return False


_results = []


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    if not _results:
        _results.append(bool(_got_through()))
    return (size + 2 * padding - dilation * (kernel_size - 1) - 1) // stride + 1 if _results[0] else 0
"""


@dataclass(frozen=True)
class Attack:
    """One file of the bank."""

    path: Path

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    def header(self, name: str, default: str = "") -> str:
        """What stands behind `# name:`."""
        return dict(HEADER.findall(self.text)).get(name, default)

    @property
    def exercise(self) -> str:
        return self.header("exercise", "2.1")

    @property
    def unaffected(self) -> list[str]:
        return self.header("unaffected", "3.2").split()

    @property
    def held(self) -> list[str]:
        return self.header("held", "namespaces landlock").split()

    @property
    def within(self) -> float:
        return float(self.header("within", "30"))

    def write_submission(self, folder: Path, names: dict) -> Path:
        """Copy the solutions, and put the attack at the end of its file."""
        shutil.copytree(SOLUTIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
        constants = "".join(f"{name} = {value!r}\n" for name, value in names.items())
        code = f"\n\n{constants}\n{self.text}"
        if "\ndef attack():" in code:
            code += CALL
        with (folder / COURSE.exercises[self.exercise].file).open("a", encoding="utf-8") as stream:
            stream.write(code)
        return folder


ATTACKS = {path.stem: Attack(path) for path in sorted(FOLDER.glob("*.py"))}


def table(kind: str) -> str:
    """The rows of docs/the-wall.md of one kind of attack: what it tries, whether it is held at each level, and its file."""
    rows = [
        f"| {attack.header('what')} | {_held(attack, 'namespaces')} | {_held(attack, 'landlock')} | `{name}` |"
        for name, attack in ATTACKS.items()
        if name.startswith(f"{kind}_")
    ]
    return "\n".join(["| attack | namespaces | Landlock | file |", "|---|---|---|---|", *rows])


def _held(attack: Attack, level: str) -> str:
    if level not in attack.held:
        return f"open: {attack.header('open')}"
    return "earns its points, spoils nothing" if attack.header("passes") == "yes" else "held"
