"""The two corpora of a course: files that replace one function of the reference, to be told as wrong, or accepted as right.

A file in tests/mistakes/ or tests/alternatives/ is what a student wrote for one exercise. Its docstring says what it is;
the comments under it, `# exercise: 3.3` and for a mistake `# mistake: missing-zero-grad`, say what the grader must say.
Its code is put at the end of the reference's stage file, so the last definition of a name counts.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from .course import Course, CourseError

MISTAKES, ALTERNATIVES = "mistakes", "alternatives"
LEAST_MISTAKES, LEAST_ALTERNATIVES = 4, 3  # of each exercise: mistakes of different slugs, and files
COMMENT = re.compile(r"^# (exercise|mistake): (\S+)$", re.MULTILINE)
MAIN = 'if __name__ == "__main__":\n    main()\n'


@dataclass(frozen=True)
class Specimen:
    """One file of a corpus."""

    path: Path
    exercise: str
    mistake: str | None

    def write_submission(self, course: Course, folder: Path) -> Path:
        """Write a whole submission with this file's code in it; return its folder."""
        folder.mkdir(parents=True, exist_ok=True)
        for file in course.stage_files:
            text = (course.solutions / file).read_text(encoding="utf-8")
            if file == course.exercises[self.exercise].file:
                text = text.replace(MAIN, "") + self.path.read_text(encoding="utf-8")
            (folder / file).write_text(text, encoding="utf-8")
        return folder


def read_corpus(course: Course, name: str) -> list[Specimen]:
    """All files of `MISTAKES` or `ALTERNATIVES`, by name.

    Raises:
        CourseError: a file does not say what it is.
    """
    return [read_specimen(course, path) for path in sorted((course.tests / name).glob("*.py"))]


def read_specimen(course: Course, path: Path) -> Specimen:
    """One file of a corpus.

    Raises:
        CourseError: it does not say what it is.
    """
    says = dict(COMMENT.findall(path.read_text(encoding="utf-8")))
    if says.get("exercise") not in course.exercises or (path.parent.name == MISTAKES) != ("mistake" in says):
        raise CourseError(f"{path} must say '# exercise: 3.3' and, in {MISTAKES}/ alone, '# mistake: slug'")
    return Specimen(path, says["exercise"], says.get("mistake"))
