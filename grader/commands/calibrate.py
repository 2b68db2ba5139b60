"""`python -m grader calibrate`: measure the reference solutions, and set the thresholds from what they reach."""

import json
import statistics
import tempfile
from pathlib import Path

from coursekit.course import Course
from coursekit.files import replace_file

HELP = "measure the solutions, and write the thresholds of 3.3, 3.4 and 4.6 (for course authors)"
# At least so far from the mean, and at least six standard deviations. What training reaches has a long tail: of 1,000
# short epochs on MNIST the worst ended 0.43 above the mean. (Nothing learnt would be 2.3.)
MARGINS = {"train_step_repeated": 0.3, "train_epoch_on_digits": 1.0, "test_accuracy": 0.03}


def add_arguments(parser, course: Course) -> None:
    parser.add_argument("--seeds", type=int, default=10, help="runs of each experiment (%(default)s)")


def run(course: Course, arguments) -> int:
    """Measure on real MNIST and on rendered digits, and write grader/calibration.json."""
    import digits
    from digits import rendered

    from ..checks.calibration import FILE

    root = digits.data_root()
    if digits.data_name(root) != "mnist":
        print("Calibration needs the real MNIST too: set DIGITS_DATA to a folder that has it.")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        drawn = Path(folder) / "rendered"
        rendered.write(drawn)
        figures = {
            name: _measure(course, place, arguments.seeds) for name, place in {"mnist": root, "rendered": drawn}.items()
        }
    replace_file(FILE, (json.dumps(figures, indent=1) + "\n").encode())
    print(f"wrote {FILE}")
    return 0


def _measure(course: Course, root: Path, seeds: int) -> dict:
    from coursekit.data import Data
    from coursekit.judge.process import WorkerProcess
    from coursekit.judge.run import Run
    from coursekit.judge.student import Student
    from coursekit.kit.draw import Draw

    from ..checks.evaluation.test_accuracy import FAST, measure_accuracy
    from ..checks.on_digits import EXERCISE_OF, measure_on_digits

    measured: dict[str, list[float]] = {name: [] for name in [*EXERCISE_OF, "test_accuracy"]}
    data = Data(course, root)
    worker = WorkerProcess(course, hidden_variables=data.variables)
    try:
        for seed in range(seeds):
            run = Run(course, course.solutions, worker, data, seed)
            results = run.report.results
            for name, id in EXERCISE_OF.items():
                student = Student(run, results[id])
                measured[name].append(measure_on_digits(student, Draw(seed, name), name)[1])
            student = Student(run, results["4.6"])
            measured["test_accuracy"].append(measure_accuracy(student, Draw(seed, "4.6"), FAST))
            shown = ", ".join(f"{name} {values[-1]:.4f}" for name, values in measured.items())
            print(f"seed {seed}: {shown}", flush=True)
    finally:
        worker.close()
    return {name: _threshold(name, values) for name, values in measured.items()}


def _threshold(name: str, values: list[float]) -> dict:
    mean, deviation = statistics.mean(values), statistics.stdev(values)
    margin = max(6 * deviation, MARGINS[name])
    threshold = mean - margin if name == "test_accuracy" else mean + margin
    return {
        "threshold": round(threshold, 3),
        "mean": round(mean, 4),
        "standard_deviation": round(deviation, 4),
        "values": [round(value, 4) for value in values],
    }
