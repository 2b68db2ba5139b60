"""`python -m grader calibrate`: measure the reference solutions, and set the thresholds from what they reach."""

import json
import os
import statistics
import tempfile

from ..paths import SOLUTIONS

HELP = "measure the solutions, and write the thresholds of 3.3, 3.4 and 4.6 (for course authors)"
# At least so far from the mean, and at least six standard deviations. What training reaches has a long tail: of 1,000
# short epochs on MNIST the worst ended 0.43 above the mean. (Nothing learnt would be 2.3.)
MARGINS = {"train_step_repeated": 0.3, "train_epoch_on_digits": 1.0, "test_accuracy": 0.03}


def add_arguments(parser) -> None:
    parser.add_argument("--seeds", type=int, default=10, help="runs of each experiment (%(default)s)")


def run(arguments) -> int:
    """Measure on real MNIST and on rendered digits, and write grader/calibration.json."""
    import digits
    from digits import rendered

    from ..judge.calibration import FILE

    root = digits.data_root()
    if digits.data_name(root) != "mnist":
        print("Calibration needs the real MNIST too: set DIGITS_DATA to a folder that has it.")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        from pathlib import Path

        rendered.write(Path(folder) / "rendered")
        figures = {name: _measure(place, arguments.seeds) for name, place in
                   {"mnist": root, "rendered": Path(folder) / "rendered"}.items()}  # fmt: skip
    FILE.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(f"wrote {FILE}")
    return 0


def _measure(root, seeds: int) -> dict:
    from ..judge.accuracy import FAST, measure_accuracy
    from ..judge.digits_check import EXPERIMENTS, measure_on_digits
    from ..judge.draw import Draw
    from ..judge.session import Session
    from ..judge.student import Student
    from ..manifest import exercises

    os.environ["DIGITS_DATA"] = str(root)
    measured: dict[str, list[float]] = {name: [] for name in [*EXPERIMENTS, "test_accuracy"]}
    for seed in range(seeds):
        session = Session(SOLUTIONS, seed, json_path=None, full=False)
        try:
            for name in EXPERIMENTS:
                student = Student(session, exercises()["3.4"])
                measured[name].append(measure_on_digits(student, Draw(seed, name), name)[1])
            student = Student(session, exercises()["4.6"])
            measured["test_accuracy"].append(measure_accuracy(student, Draw(seed, "4.6"), FAST))
        finally:
            session.close()
        print(f"seed {seed}: " + ", ".join(f"{name} {values[-1]:.4f}" for name, values in measured.items()), flush=True)
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
