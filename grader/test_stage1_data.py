"""Stage 1, the data: what each exercise must do."""

import torch

from grader.exercise_mark import exercise
from grader.judge.mistakes import Case
from grader.mistakes import stage1 as mistakes
from grader.mistakes import stage1_loaders as loader_mistakes
from grader.mistakes import stage1_plots as plot_mistakes
from grader.simulate import stage1 as simulate
from grader.simulate import stage1_plots as simulate_plots


@exercise("1.1")
def test_pixel_stats(student, draw):
    """The mean and either standard deviation of all pixels, as floats; images of unlike brightness, also a single one."""
    cases = []
    for count in (4, 1, 7):
        # The brightest pixel of all stays below 255, so that dividing by it is not the same.
        brightness = torch.linspace(0.1, 0.85, count + 1)[1:][torch.randperm(count, generator=draw.generator)]
        images = (draw.pixels(count, 28, 28) * brightness[:, None, None]).byte()
        cases.append(Case(f"pixel_stats(images) on {_count(count, 'image')}", {"images": images}))
    student.judge("pixel_stats", cases, simulate.pixel_stats, mistakes.PIXEL_STATS)


@exercise("1.2")
def test_build_transform(student, draw):
    """Two images each, through a transform with its defaults and through one with other numbers."""
    cases = []
    for arguments in [{"mean": draw.number(0.2, 0.6), "std": draw.number(0.7, 0.9)}, {}]:
        images = draw.pixels(2, 28, 28)
        images[:, 0, :2] = torch.tensor([0, 255], dtype=torch.uint8)
        written = ", ".join(f"{name}={value:.3f}" for name, value in arguments.items())
        cases.append(Case(f"build_transform({written})(image)", {"images": images, "arguments": arguments}))
    student.judge("build_transform", cases, simulate.build_transform, mistakes.BUILD_TRANSFORM)


@exercise("1.3")
def test_build_loaders(student, draw):
    """Two epochs of the training loader and one of the test loader, over a small MNIST that is not downloaded yet."""
    cases = []
    for train, test, arguments in [
        (draw.choice([37, 38, 39]), 23, {"batch_size_train": draw.choice([5, 6, 8]), "batch_size_test": 9}),
        (150, 1013, {}),
    ]:
        inputs = {"root_as_text": not arguments, "arguments": arguments}
        for name, count, first in (("train", train, 0), ("test", test, simulate.FIRST_TEST_NUMBER)):
            inputs[f"{name}_images"] = simulate.numbered(draw.pixels(count, 28, 28), first)
            inputs[f"{name}_labels"] = draw.labels(count)
        written = ", ".join(["root", *(f"{name}={value}" for name, value in arguments.items())])
        cases.append(Case(f"build_loaders({written}), {train} training and {test} test examples", inputs))
    student.judge("build_loaders", cases, simulate.build_loaders, loader_mistakes.BUILD_LOADERS)


@exercise("1.4")
def test_plot_digits(student, draw):
    """Grids with a short last row, with an odd number of columns and with a single row; captions of text and of numbers."""
    cases = []
    for count, columns, low, high in [(7, None, -0.4242, 2.8215), (5, 2, 0.0, 1.0), (3, 5, 0.0, 255.0)]:
        digits = draw.random.sample(range(10), count)
        inputs = {
            "images": low + (high - low) * torch.rand(count, 1, 28, 28, generator=draw.generator),
            "captions": digits if columns == 2 else [f"Label: {digit}" for digit in digits],
            "columns": columns,
        }
        option = "" if columns is None else f", columns={columns}"
        cases.append(Case(f"plot_digits(images, captions{option}) on {_count(count, 'image')}", inputs))
    student.judge("plot_digits", cases, simulate_plots.plot_digits, plot_mistakes.PLOT_DIGITS)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
