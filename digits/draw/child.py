"""`python -m digits.draw.child SUBMISSION WEIGHTS SECONDS`: runs a student's code and answers questions, until its input is closed.

The first message that it sends tells whether it could load; then there is one for each question. It ends with the process
that started it, however that ended, and in the middle of an endless loop too.
"""

import importlib
import os
import queue
import signal
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

from digits.draw.faults import describe, fault, place_of, where_it_is
from digits.draw.frames import read_frame, unpacked, write_frame

IMPORTING = 4  # times as long as anything else it may take: it may import what is not needed here


class Watch:
    """Ends this process when something takes longer than `seconds`, after it told where it was."""

    def __init__(self, folder: Path, seconds: float, send) -> None:
        self.folder, self.seconds, self.send, self.until, self.doing = folder, seconds, send, None, "starting"
        self.main = threading.get_ident()
        threading.Thread(target=self._look, daemon=True).start()

    @contextmanager
    def over(self, doing: str, times: int = 1):
        self.doing, self.until = doing, time.monotonic() + times * self.seconds
        try:
            yield
        finally:
            self.until = None

    def _look(self) -> None:
        while True:
            time.sleep(0.1)
            until = self.until
            if until is not None and time.monotonic() > until:
                place = where_it_is(sys._current_frames().get(self.main), self.folder)
                said = f"Your code took too long while {self.doing}."
                self.send({"fault": fault(said, "Is there a loop in it that never ends?", **place), "ended": True})
                os._exit(3)


class Network:
    """A student's transform and network, with weights; raises whatever their code raises."""

    def __init__(self, weights: Path, watch: Watch) -> None:
        from digits.draw.inside import kernels
        from digits.weights import load_into

        self.watch = watch
        with self.watch.over("importing stage1_data.py", IMPORTING):
            build_transform = importlib.import_module("stage1_data").build_transform
        with self.watch.over("importing stage2_model.py", IMPORTING):
            net = importlib.import_module("stage2_model").DigitCNN
        with self.watch.over("calling build_transform()"):
            self.transform = build_transform()
        with self.watch.over("building DigitCNN()"):
            self.model = net()
        with self.watch.over("loading the weights"):
            self.about = load_into(self.model, weights)
        self.answer({"pixels": bytes(784)})  # a TODO in forward is told now, not at the first stroke
        self.kernels = kernels(self.model)

    def answer(self, request: dict) -> dict:
        """`pixels`: 784 bytes or more pictures of that → what `inside.read` says of one, or `digits` of them all."""
        import torch

        from digits.draw.inside import answers, read, to_input

        pixels = request["pixels"]
        pictures = [pixels[start : start + 784] for start in range(0, len(pixels), 784)]
        with self.watch.over("the transform prepared a picture"):
            images = torch.cat([to_input(self.transform, picture) for picture in pictures])
        with self.watch.over("DigitCNN read a picture"):
            if request.get("all"):
                with torch.set_grad_enabled(False):
                    return {"digits": answers(self.model, images).argmax(dim=1).tolist()}
            return read(self.model, images, gradient=bool(request.get("gradient")))


def main() -> None:
    folder, weights = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the owner, who ends this
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)  # a student's input() finds nothing
    os.dup2(2, 1)  # and what they print goes to the terminal, not among the answers
    sending = threading.Lock()

    def send(message: dict) -> None:
        with sending:
            write_frame(answers, message)

    waiting: queue.SimpleQueue = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(questions, waiting), daemon=True).start()
    if found := unreadable(folder):  # told at once: importing torch takes seconds
        send({"fault": found})
        os._exit(1)
    import torch  # what takes long to import is not the student's time; torchvision they need not have

    torch.set_num_threads(1)  # so small a network is quickest on one core
    sys.path.insert(0, str(folder))
    watch = Watch(folder, float(sys.argv[3]), send)
    network = load(folder, weights, watch, send)
    if network is None:
        sys.stdout.flush()
        os._exit(1)
    while True:
        question = waiting.get()
        question["pixels"] = unpacked(question["pixels"])
        _told(watch, send, lambda question=question: (network, network.answer(question)))


def unreadable(folder: Path) -> dict | None:
    """The fault of a stage file that is missing, or that Python can't read; None if there is none."""
    for name in ("stage1_data", "stage2_model"):
        file = folder / f"{name}.py"
        try:
            compile(file.read_bytes(), file, "exec", dont_inherit=True)
        except FileNotFoundError:
            if (folder / f"{name}.ipynb").is_file():
                advice = f"There is {name}.ipynb. Make a program of it: jupytext --to py:percent {folder / name}.ipynb"
            else:
                advice = "Name the folder with your stage files: --submission DIR"
            return fault(f"This needs {name}.py, which is not in {folder}.", advice)
        except (OSError, SyntaxError, ValueError) as error:
            return describe(error, folder, f"reading {file.name}")
    return None


def load(folder: Path, weights: Path, watch: Watch, send) -> Network | None:
    """Load what is in `folder`, and send {"about", "kernels"}, or a {"fault"} and return None."""

    def loaded() -> tuple[Network, dict]:
        network = Network(weights, watch)
        return network, {"about": network.about, "kernels": network.kernels}

    return _told(watch, send, loaded)


def _told(watch: Watch, send, work) -> Network | None:
    """Send what comes of `work`, or its fault; returns the network, None for a fault."""
    from digits.draw.inside import AnswerError
    from digits.weights import MissingWeightsError, WeightsError

    try:
        network, message = work()
    except MissingWeightsError as error:
        send({"fault": fault(str(error), f"Train your network: python {watch.folder / 'stage4_evaluation.py'}")})
    except WeightsError as error:
        send({"fault": fault(str(error))})
    except AnswerError as error:
        send({"fault": fault(str(error), **place_of(error.where, watch.folder))})
    except BaseException as error:  # a student's code may raise anything, SystemExit too
        send({"fault": describe(error, watch.folder, watch.doing)})
    else:
        send(message)
        return network
    return None


def _listen(questions, waiting: queue.SimpleQueue) -> None:
    while (question := read_frame(questions)) is not None:
        waiting.put(question)
    os._exit(0)  # the owner is gone


if __name__ == "__main__":
    main()
