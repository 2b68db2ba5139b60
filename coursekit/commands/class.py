"""`python -m COURSE class SUBMISSIONS --out RESULTS`: grade all that was handed in."""  # noqa: N999 (the command's name)

import contextlib
import os
import sys
from pathlib import Path

from tqdm import tqdm

from ..classroom.cluster import Cluster, ClusterError
from ..classroom.gradebook import GradebookError, filled
from ..classroom.intake import Submission, take_in
from ..classroom.outputs import write_results
from ..classroom.pool import Pool
from ..classroom.roster import RosterError, Student, read_roster, student_of
from ..classroom.rows import in_a_line, joined, kept, missing
from ..classroom.store import Store, StoreError
from ..classroom.task import ERROR, GRADED, MISSING, REFUSED
from ..course import Course
from ..data import Data, DataError
from ..files import replace_file
from ..judge.process import WorkerProcess
from ..leftovers import clear_leftovers
from ..sandbox.levels import LEVELS, NAMESPACES

# The estimate is of the average from the start on: several finish at once, and then none for a while.
BAR = {"unit": "student", "smoothing": 0, "dynamic_ncols": True}


def add_arguments(parser, course: Course) -> None:
    parser.add_argument(
        "submissions", type=Path, help="a folder: one folder or .zip per student, or Canvas's flat files"
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="where the results go; a second run does what is left")
    parser.add_argument("--list", action="store_true", help="show what would be graded, and change nothing")
    parser.add_argument(
        "--roster", type=Path, metavar="CSV", help="id, name and email of each student: shows who is missing"
    )
    parser.add_argument(
        "--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="side by side (default: %(default)s)"
    )
    parser.add_argument(
        "--seed", type=int, metavar="N", help="of the inputs, the same for all (default: drawn once a class)"
    )
    parser.add_argument(
        "--gradebook", type=Path, metavar="CSV", help="of Canvas or Moodle: a copy with the totals filled in"
    )
    parser.add_argument("--column", metavar="NAME", help="of the gradebook, to be filled (default: Grade)")
    parser.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="grade on the workers of a Dask cluster: tcp://host:8786, see docs/scale.md",
    )
    parser.add_argument("--force", action="store_true", help="grade also what has not changed")
    parser.add_argument("--unsafe", action="store_true", help="grade also where submissions cannot be shut in fully")
    parser.add_argument("--sandbox", choices=LEVELS, default=NAMESPACES, help="shut them in at most this well")


def run(course: Course, arguments) -> int:
    """Grade a class; the exit code is 0 if everybody was graded, or refused with a reason."""
    try:
        roster = read_roster(arguments.roster) if arguments.roster else []
        submissions = take_in(course, arguments.submissions)
    except (RosterError, OSError) as error:
        return _stop(f"{error}")
    if not submissions:
        return _stop(
            f"There is no submission in {arguments.submissions}: one folder or .zip per student is looked for."
        )
    if arguments.list:
        return _list(submissions, roster)
    if arguments.out is None:
        return _stop("Say where the results go: --out results (or --list, to see what would be graded).")
    if arguments.out.resolve().is_relative_to(arguments.submissions.resolve()):
        return _stop("--out lies in the folder of the submissions. Results are not to be graded: choose another.")
    clear_leftovers(course.name)
    if not arguments.scheduler and (why := _unsafe(course, arguments)):
        return _stop(why)
    try:
        data = Data(course)
        return _grade(course, arguments, submissions, roster, data.root, data.name)
    except (DataError, StoreError) as error:
        return _stop(str(error))
    except OSError as error:  # a full disk, say: nothing of what is written already is harmed
        return _stop(f"Stopped by the system: {error}. What is done is kept; the same command goes on from there.")


def _unsafe(course: Course, arguments) -> str:
    """Why nothing is graded on this machine; "" if it is. With --unsafe it is said what is not protected."""
    worker = WorkerProcess(course, sandbox=arguments.sandbox)
    try:
        found = worker.protection
    finally:
        worker.close()
    print(found.line)
    if found.level == NAMESPACES or arguments.unsafe:
        return ""
    return (
        f"A class is graded where every submission is shut in fully. python -m {course.name} doctor says what would raise "
        "the level here; --unsafe grades all the same."
    )


def _grader(course: Course, arguments, code: str, root, data: str) -> "Pool | Cluster":
    """What grades: this machine, or those of a cluster."""
    if not arguments.scheduler:
        return Pool(course, max(1, arguments.jobs), root, arguments.sandbox, code)
    wanted = {
        "course": course.name,
        "code": code,
        "data": data,
        "sandbox": arguments.sandbox,
        "unsafe": arguments.unsafe,
    }
    return Cluster(arguments.scheduler, wanted)


def _grade(course: Course, arguments, submissions: list[Submission], roster: list[Student], root, data: str) -> int:
    store = Store(arguments.out, course)
    seed = store.seed(arguments.seed)
    prints = {id(each): store.fingerprint(each, str(root), seed) for each in submissions}
    rows: dict[int, dict] = {}
    for each in submissions:
        if each.refused:
            rows[id(each)] = kept(each, {"status": REFUSED}, prints[id(each)])
            store.keep(each, rows[id(each)])
        elif not arguments.force and (known := store.known(each, prints[id(each)])):
            rows[id(each)] = known
    open_ones = [each for each in submissions if id(each) not in rows]
    tasks = ((each, each.files, seed) for each in open_ones)
    bar = tqdm(total=len(submissions), initial=len(rows), disable=not sys.stderr.isatty(), **BAR)
    try:
        with contextlib.ExitStack() as stack:
            grader = stack.enter_context(_grader(course, arguments, store.code, root, data)) if open_ones else None
            stack.enter_context(bar)
            for each, outcome in grader.grade(tasks) if grader else ():
                rows[id(each)] = kept(each, outcome, prints[id(each)])
                store.keep(each, rows[id(each)])
                bar.update()
                bar.write(f"{len(rows)}/{len(submissions)} {in_a_line(rows[id(each)])}", file=sys.stdout)
                sys.stdout.flush()
    except KeyboardInterrupt:
        print(f"Stopped: {len(rows)} of {len(submissions)} are done. The same command goes on from there.")
        return 130
    except ClusterError as error:
        return _stop(f"--scheduler: {error}")
    everybody = [joined(rows[id(each)], each, roster) for each in submissions]
    everybody += [missing(student) for student in roster if not any(row["student"] == student for row in everybody)]
    write_results(store, submissions, everybody)
    _tell(everybody, arguments.out)
    if arguments.gradebook:
        _fill(arguments, [row for row in everybody if row["status"] == GRADED])
    return 1 if any(row["status"] == ERROR for row in everybody) else 0


def _fill(arguments, graded: list[dict]) -> None:
    """Write a copy of the gradebook with the totals in it, and say who is not in it."""
    rows = [{"id": row["id"], "email": row["email"], "total": f"{row['report']['score']:g}"} for row in graded]
    try:
        data, left = filled(arguments.gradebook.read_bytes(), rows, arguments.column)
    except (GradebookError, OSError) as error:
        print(f"--gradebook: {error}")
        return
    path = arguments.out / f"gradebook-{arguments.gradebook.name}"
    replace_file(path, data)
    print(f"{len(rows) - len(left)} totals filled in: {path}")
    if left:
        print(f"Not in the gradebook, by id or email: {', '.join(left)}")


def _list(submissions: list[Submission], roster: list[Student]) -> int:
    for each in submissions:
        what = f"refused: {each.refused}" if each.refused else ", ".join(sorted(each.files))
        student = student_of(each.whose, roster)
        print(f"{each.whose.key}{f' ({student.name or student.id})' if student else ''}: {what}")
        for note in each.notes:
            print(f"    {note}")
    here = {student_of(each.whose, roster) for each in submissions}
    for student in roster:
        if student not in here:
            print(f"{student.name or student.id}: nothing was handed in")
    return 0


def _tell(rows: list[dict], out: Path) -> None:
    counts = {status: sum(row["status"] == status for row in rows) for status in (GRADED, REFUSED, MISSING, ERROR)}
    words = {GRADED: "graded", REFUSED: "refused", MISSING: "missing", ERROR: "not graded by a fault of the grader's"}
    for row in rows:
        if row["status"] in (REFUSED, MISSING, ERROR):
            reason = row["refused"] or row["error"].strip().rpartition("\n")[2]
            print(f"{words[row['status']]}: {row['name'] or row['key'] or row['id']}{': ' + reason if reason else ''}")
    print(", ".join(f"{number} {words[status]}" for status, number in counts.items() if number) + f". Results: {out}")


def _stop(message: str) -> int:
    print(message)
    return 2
