"""The two corpora: files that replace one function of the reference, to be told as wrong, or accepted as right.

A file in `mistakes/` or `alternatives/` is what a student wrote for one exercise. Its docstring says what it is; the
comments under it, `# exercise: 3.3` and for a mistake `# mistake: missing-zero-grad`, say what the grader must say.
Its code is appended to the reference's stage file, so the last definition of a name counts.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from grader.manifest import exercises, stage_files
from grader.paths import SOLUTIONS

TESTS = Path(__file__).parent
COMMENT = re.compile(r"^# (exercise|mistake): (\S+)$", re.MULTILINE)


@dataclass(frozen=True)
class Specimen:
    """One file of a corpus."""

    path: Path
    exercise: str
    mistake: str | None

    def write_submission(self, folder: Path) -> Path:
        """Write a whole submission with this file's code in it; return its folder."""
        folder.mkdir(parents=True, exist_ok=True)
        for file in stage_files():
            text = (SOLUTIONS / file).read_text(encoding="utf-8")
            if file == exercises()[self.exercise].file:
                text = text.replace('if __name__ == "__main__":\n    main()\n', "") + self.path.read_text(
                    encoding="utf-8"
                )
            (folder / file).write_text(text, encoding="utf-8")
        return folder


def read_corpus(name: str) -> list[Specimen]:
    """All files of `mistakes` or `alternatives`, by name.

    Raises:
        ValueError: a file does not say what it is.
    """
    specimens = []
    for path in sorted((TESTS / name).glob("*.py")):
        says = dict(COMMENT.findall(path.read_text(encoding="utf-8")))
        if says.get("exercise") not in exercises() or (name == "mistakes") != ("mistake" in says):
            raise ValueError(f"{path} must say '# exercise: 3.3' and, in mistakes/ alone, '# mistake: slug'")
        specimens.append(Specimen(path, says["exercise"], says.get("mistake")))
    return specimens
