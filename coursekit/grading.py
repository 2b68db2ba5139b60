"""A session of pytest that grades: one item per exercise, one run behind them."""

import gc
from collections.abc import Sequence
from pathlib import Path

import pytest

from .companion.bests import Bests
from .companion.memory import Memory
from .course import Course, CourseError, Exercise
from .data import Data
from .judge.pair import PairedWorker, two_at_once
from .judge.process import WorkerProcess
from .judge.results import PASSED
from .judge.run import Run
from .judge.selection import is_named, keywords, likely_stages
from .pairs import keep_in_step
from .report.github import GitHubReport
from .report.json_file import JsonFile
from .report.reporter import install_reporter


class NotPassedError(Exception):
    """An exercise did not pass; the message is all that is to be said."""


class ExerciseItem(pytest.Item):
    """An exercise, to be judged."""

    def __init__(self, *, exercise: Exercise, grading: "Grading", **options) -> None:
        super().__init__(**options)
        self.exercise, self.grading = exercise, grading
        self.extra_keyword_matches.update(keywords(exercise))
        self.add_marker(f"stage{exercise.stage}")

    def runtest(self) -> None:
        result = self.grading.run.judge(self.exercise.id)
        if self.grading.run.report.may_be_left(result):
            pytest.skip(result.message)
        if result.status != PASSED:
            raise NotPassedError(result.message)

    def repr_failure(self, excinfo, style=None):
        """The message alone: no line of the judge's source belongs into a report."""
        return str(excinfo.value) if isinstance(excinfo.value, NotPassedError) else super().repr_failure(excinfo, style)

    def reportinfo(self):
        return self.path, None, f"{self.exercise.id} {self.exercise.name}"


class CourseDirectory(pytest.Directory):
    """The course's folder: its exercises, in order, and nothing that lies in it."""

    def collect(self):
        grading = self.config.pluginmanager.get_plugin("grading")
        for exercise in grading.course.exercises.values():
            yield ExerciseItem.from_parent(self, name=exercise.module, exercise=exercise, grading=grading)


class Grading:
    """The plugin that makes the run, and lets pytest select, order and report the exercises."""

    def __init__(self, config, course: Course, picked: Sequence[str] = ()) -> None:
        self.config, self.course, self.run = config, course, None
        self.picked = picked  # modules of the exercises whose node ids were given; none for all
        if config.option.collectonly or config.option.help:
            return
        own = Path(config.option.submission or course.exercises_folder).resolve() == course.exercises_folder.resolve()
        pairs = keep_in_step(course) if own else None
        self.run = self._composed(config.option)
        if pairs:
            pairs.tell(self.run.report)
        self.run.observers += [Memory(course), Bests(course)] if own else []
        install_reporter(config, self.run, remembered=own)
        if config.option.github:
            config.pluginmanager.register(GitHubReport(self.run.report), "github-report")

    def _composed(self, option) -> Run:
        path = Path(option.json_report).absolute() if option.json_report else None
        if path and not path.parent.is_dir():
            raise pytest.UsageError(f"--json: there is no folder {path.parent}")
        try:
            data = Data(self.course)
        except CourseError as error:
            raise pytest.UsageError(str(error)) from None
        stages = likely_stages(self.course, option.keyword, option.markexpr)
        everything = not (option.keyword or option.markexpr or self.picked)
        kind = PairedWorker if everything and two_at_once() else WorkerProcess
        worker = kind(self.course, stages, data.variables, sandbox=option.sandbox)
        second = getattr(worker, "twin", None)
        run = Run(self.course, option.submission, worker, data, option.seed, option.full, second=second)
        self.json_file = JsonFile(path) if path else None
        run.observers += [self.json_file] if path else []
        return run

    def pytest_collect_directory(self, path: Path, parent):
        return CourseDirectory.from_parent(parent, path=path) if path == self.course.folder else None

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_collection_modifyitems(self, items):
        """Put the exercises into the course's order, and add what the selected ones require."""
        everything = {item.exercise.id: item for item in items}
        if self.picked:
            left = [item for item in items if item.exercise.module not in self.picked]
            self.config.hook.pytest_deselected(items=left)
            items[:] = [item for item in items if item not in left]
        yield
        asked = {item.exercise.id for item in items if self._is_named(item.exercise)}
        full = self.config.option.full
        ids = {item.exercise.id for item in items if full or not item.exercise.on_request or item.exercise.id in asked}
        selected = self.run.select(ids, asked=asked) if self.run else self.course.with_requirements(ids)
        items[:] = [everything[id] for id in selected]

    def _is_named(self, exercise: Exercise) -> bool:
        picked = [f"::{module}" for module in self.picked]
        return is_named(exercise, self.config.option.keyword, self.config.option.markexpr, picked)

    def pytest_sessionfinish(self, session) -> None:
        if self.run:
            self.run.finish()
            gc.freeze()  # pytest, then Python would look through all of torch for garbage before they end
            unwritten = self.json_file is not None and self.json_file.failed
            if unwritten or session.exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:
                session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_unconfigure(self) -> None:
        if self.run:
            self.run.worker.close()
