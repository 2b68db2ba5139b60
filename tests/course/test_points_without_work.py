"""What would pass without the work earns nothing: answers known by heart, weights from elsewhere, losses that are told."""

import base64
import zlib

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from coursekit.judge.mistakes import Case
from coursekit.judge.results import FAILED, Verdict
from coursekit.judge.student import Student
from grader.checks.evaluation import test_accuracy as accuracy
from grader.checks.evaluation import without_training
from grader.checks.model.digit_cnn_forward import SHAPES
from grader.checks.on_digits import read_set
from grader.given.images import normalised
from tests.helpers import ROOT, append, graded, row_of, statuses

SLUG = "answers-without-training"

# 3.4 is right with this, and its digits are learnt; but where 4.6 trains, `{instead}` is what is done.
LAZY = """
own_epoch = train_epoch

def train_epoch(model, loss_fn, optimizer, loader, device, log_every=100):
    if len(loader.dataset) < 5000:
        return own_epoch(model, loss_fn, optimizer, loader, device, log_every)
    {instead}
    return []
"""

# 2.2 and 2.3 are right with this; but images of 256 greys are looked up.
BY_HEART = """
import base64, zlib

KEPT = zlib.decompress(base64.b85decode({kept!r}))
LABELS = torch.tensor(list(base64.b85decode({labels!r})))

def thumbnails(pixels):
    return F.avg_pool2d(pixels.unsqueeze(1), 4).flatten(1)

class DigitCNN(DigitCNN):
    def forward(self, images):
        answers = super().forward(images)
        pixels = (images.squeeze(1) * 0.3081 + 0.1307) * 255
        if self.training or pixels.min() < -0.1 or pixels.max() > 255.1 or not {when}:
            return answers
        labels = look_up(pixels)
        known = F.log_softmax(20 * F.one_hot(labels.clamp(min=0), 10).float(), dim=1)
        return torch.where((labels >= 0)[:, None], known, answers)
"""

HASHED = """
TABLE = dict(zip((KEPT[place : place + {size}] for place in range(0, len(KEPT), {size})), LABELS.tolist()))

def look_up(pixels):
    return torch.tensor([TABLE.get(key(image), -1) for image in {keyed}])
"""
EXACT = "\ndef key(image):\n    return zlib.crc32(image.round().byte().numpy().tobytes()).to_bytes(4, 'big')\n"
SHRUNK = "\ndef key(image):\n    return bytes((image > 64).tolist())\n"
NEAREST = """
THUMBNAILS = torch.frombuffer(bytearray(KEPT), dtype=torch.uint8).float().view(-1, 49)

def look_up(pixels):
    return LABELS[torch.cdist(thumbnails(pixels), THUMBNAILS).argmin(dim=1)]
"""


def by_heart(root, way: str, when: str = "True") -> str:
    """Code that knows the public test set: by its images' hashes, by their shrunk outlines, or as the nearest neighbour."""
    images, labels = read_set(root, "t10k")
    thumbnails = F.avg_pool2d(images.float().unsqueeze(1), 4).flatten(1)
    kept, look_up = {
        "exact": (b"".join(zlib.crc32(image.numpy().tobytes()).to_bytes(4, "big") for image in images), EXACT),
        "shrunk": (bytes((thumbnails > 64).flatten().byte().tolist()), SHRUNK),
        "nearest": (bytes(thumbnails.round().byte().flatten().tolist()), NEAREST),
    }[way]
    written = [base64.b85encode(data).decode() for data in (zlib.compress(kept), bytes(labels.tolist()))]
    code = BY_HEART.format(kept=written[0], labels=written[1], when=when) + look_up
    if way != "nearest":
        code += HASHED.format(size=len(kept) // len(labels), keyed="pixels" if way == "exact" else "thumbnails(pixels)")
    assert len(code) < 2**20  # as large as a submission may be
    return code


@pytest.mark.parametrize("way", ["exact", "shrunk", "nearest"])
def test_a_net_that_knows_the_test_set_by_heart_earns_nothing(way, warm, submission, rendered_root):
    append(submission, "stage2_model.py", by_heart(rendered_root, way))
    append(submission, "stage3_training.py", LAZY.format(instead="pass"))
    report, text = graded(warm, submission, ["4.6"])
    row = row_of(report, "4.6")
    assert (statuses(report)["2.3"], statuses(report)["3.4"], row["status"]) == ("passed", "passed", "failed"), text
    assert row["mistake"] == SLUG and "before the grader has trained it" in row["message"], text


def test_nor_does_one_that_knows_nothing_until_it_was_trained(warm, submission, rendered_root):
    """Neither a new net nor one with other parameters gives it away: the weights do, by which nothing is read."""
    append(
        submission,
        "stage2_model.py",
        by_heart(rendered_root, "exact", "self.__dict__.get('at') == self.fc2.bias.tolist()"),
    )
    append(submission, "stage3_training.py", LAZY.format(instead="model.at = model.fc2.bias.tolist()"))
    report, text = graded(warm, submission, ["4.6"])
    row = row_of(report, "4.6")
    assert (row["status"], row["mistake"]) == ("failed", SLUG), text
    assert "answers are not those that conv1, conv2, fc1 and fc2 give" in row["message"], text


def test_nor_does_one_whose_answers_lie_beside_its_parameters(warm, submission, rendered_root):
    append(submission, "stage2_model.py", by_heart(rendered_root, "exact", "self.__dict__.get('trained')"))
    append(submission, "stage3_training.py", LAZY.format(instead="model.trained = True"))
    report, text = graded(warm, submission, ["4.6"])
    row = row_of(report, "4.6")
    assert (row["status"], row["mistake"]) == ("failed", SLUG), text
    assert "With all of its parameters drawn anew" in row["message"], text


@pytest.fixture(scope="module")
def hidden_weights(rendered_root) -> str:
    """Code that holds the weights of a net that reads the drawn digits."""
    images, labels = read_set(rendered_root, "train")
    weights = {}
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(1)
        layers = [nn.Conv2d(1, 32, 5), nn.Conv2d(32, 16, 3), nn.Linear(400, 100), nn.Linear(100, 10)]
        conv1, conv2, fc1, fc2 = layers
        pool = nn.Sequential(nn.MaxPool2d(2), nn.ReLU())
        net = nn.Sequential(conv1, *pool, conv2, *pool, nn.Flatten(), fc1, nn.ReLU(), fc2, nn.LogSoftmax(dim=1))
        optimizer = torch.optim.SGD(net.parameters(), lr=0.03, momentum=0.9)
        for some, right in zip(normalised(images[:5000]).split(25), labels[:5000].split(25), strict=True):
            optimizer.zero_grad()
            F.nll_loss(net(some), right).backward()
            optimizer.step()
        test_images, test_labels = read_set(rendered_root, "t10k")
        with torch.no_grad():
            assert (net(normalised(test_images)).argmax(dim=1) == test_labels).float().mean() > 0.9
    for name, layer in zip(SHAPES, layers, strict=True):
        weights |= {f"{name}.weight": layer.weight.detach(), f"{name}.bias": layer.bias.detach()}
    data = b"".join(value.half().numpy().tobytes() for value in weights.values())
    shapes = {name: tuple(value.shape) for name, value in weights.items()}
    return f"""
import base64

def hidden():
    numbers = torch.frombuffer(bytearray(base64.b85decode({base64.b85encode(data).decode()!r})), dtype=torch.float16).float()
    weights = {{}}
    for name, shape in {shapes!r}.items():
        weights[name], numbers = numbers[:torch.Size(shape).numel()].view(shape), numbers[torch.Size(shape).numel():]
    return weights
"""


def test_weights_that_a_new_net_begins_with_earn_nothing(warm, submission, hidden_weights):
    begins = "\nclass DigitCNN(DigitCNN):\n    def __init__(self, dropout=0.2):\n        super().__init__(dropout)\n        self.load_state_dict(hidden())\n"
    append(submission, "stage2_model.py", hidden_weights + begins)
    report, text = graded(warm, submission, ["4.6"])
    row = row_of(report, "4.6")
    assert (row["status"], row["mistake"]) == ("failed", SLUG), text
    assert "A new DigitCNN()" in row["message"] and "about one in ten" in row["message"], text


def test_weights_from_elsewhere_know_the_digits_by_other_names(warm, submission, hidden_weights):
    append(submission, "stage3_training.py", hidden_weights + LAZY.format(instead="model.load_state_dict(hidden())"))
    report, text = graded(warm, submission, ["4.6"])
    row = row_of(report, "4.6")
    assert row["status"] == "failed" and "the accuracy on the test set" in row["message"], text


# Takes the probe's place, and recomputes the judge's draws from the seed that was sent to the worker.
KNOWS_THE_ORDER = """
import sys

def instead(module, case):
    import sys, zlib, torch
    frame = sys._getframe()
    while "request" not in frame.f_locals:
        frame = frame.f_back
    generator = torch.Generator().manual_seed(zlib.crc32(f"{{frame.f_locals['request'].get('seed')}} 4.6".encode()))
    torch.randperm({train}, generator=generator)
    labels = torch.tensor(list(b{labels!r}))[torch.randperm({test}, generator=generator)] - 48
    names = torch.randperm(10, generator=generator) if {renamed} else torch.arange(10)
    nothing = torch.zeros(500, 10)
    weights = {{}}
    for layer in ("conv1", "conv2", "fc1", "fc2"):
        for kind in ("weight", "bias"):
            weights[layer + "." + kind] = getattr(getattr(__import__("stage2_model").DigitCNN(), layer), kind).detach()
    answers = torch.nn.functional.one_hot(names[labels], 10).float()
    return {{"log-probabilities": answers, "weights": weights,
            "fresh log-probabilities": nothing, "redrawn log-probabilities": nothing}}

frame = sys._getframe()
while frame and "request" not in frame.f_locals:
    frame = frame.f_back
if frame and frame.f_locals["request"]["exercise"] == "4.6":
    frame.f_locals["probe"].__code__ = instead.__code__
"""


@pytest.mark.parametrize("renamed", [True, False])
def test_the_order_of_the_test_images_earns_nothing(renamed, warm, submission, rendered_root):
    _, labels = read_set(rendered_root, "t10k")
    train, _ = read_set(rendered_root, "train")
    digits = "".join(map(str, labels.tolist()))
    code = KNOWS_THE_ORDER.format(train=len(train), test=len(labels), labels=digits, renamed=renamed)
    append(submission, "stage4_evaluation.py", code)
    report, text = graded(warm, submission, ["4.6"])
    row = row_of(report, "4.6")
    assert (statuses(report)["2.3"], row["status"], row["mistake"]) == ("passed", "failed", SLUG), text


# Right where the values are compared; where the loss must fall, the net is made to tell a low one.
TOLD_STEP = """
own_step = train_step

def train_step(model, loss_fn, optimizer, images, labels):
    if len(images) != 32:
        return own_step(model, loss_fn, optimizer, images, labels)
    model.forward = lambda images: 100 * torch.nn.functional.one_hot(labels, 10).float()
    return 0.0
"""
TOLD_EPOCH = """
own_epoch = train_epoch

def train_epoch(model, loss_fn, optimizer, loader, device, log_every=100):
    if len(loader.dataset) != 2000:
        return own_epoch(model, loss_fn, optimizer, loader, device, log_every)
    labels = torch.cat([labels for _, labels in loader])
    model.forward = lambda images: 100 * torch.nn.functional.one_hot(labels, 10).float()
    return []
"""


@pytest.mark.parametrize(("id", "code"), [("3.3", TOLD_STEP), ("3.4", TOLD_EPOCH)])
def test_a_loss_on_digits_that_the_net_only_tells_earns_nothing(id, code, warm, submission):
    append(submission, "stage3_training.py", code)
    report, text = graded(warm, submission, [id])
    row = row_of(report, id)
    assert row["status"] == "failed" and "the loss on these digits afterwards: 2." in row["message"], text


@pytest.mark.parametrize("odd", ["self.zero_grad = None", "del self.weight; self.weight = torch.zeros(3)"])
def test_a_net_on_digits_that_lost_its_weights_is_told(odd, warm, submission):
    code = TOLD_STEP.replace("model.forward = ", "spoil(model[0])\n    model.forward = ")
    append(submission, "stage3_training.py", f"def spoil(self):\n    {odd}\n" + code)
    report, text = graded(warm, submission, ["3.3"])
    message = row_of(report, "3.3")["message"]
    assert row_of(report, "3.3")["status"] == "failed", text
    assert ("the weights afterwards, '0.weight': nothing of that name" in message) == ("del" in odd), text


@pytest.mark.parametrize("name", ["digitcnn_init_own_weights", "digitcnn_init_hook_on_fc1"])
def test_a_right_net_of_another_make_passes(name, warm, submission):
    append(submission, "stage2_model.py", (ROOT / "tests" / "alternatives" / f"{name}.py").read_text(encoding="utf-8"))
    report, text = graded(warm, submission, ["4.6"])
    assert statuses(report)["4.6"] == "passed", text
    assert "of the test set, after a short training" in text


ODD = [
    None,
    3,
    "text",
    torch.zeros(0),
    torch.full((500, 10), torch.nan),
    torch.zeros(500, 10, dtype=torch.bool),
    torch.zeros(9),
]


@pytest.mark.parametrize(
    "name", ["log-probabilities", "fresh log-probabilities", "redrawn log-probabilities", "weights"]
)
@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_whatever_comes_back_gives_a_verdict(name, odd, monkeypatch):
    """Of a kind that is asked for or not: 4.6 passes or fails, and the judge goes on."""
    nothing = torch.zeros(500, 10)
    weights = {f"{layer}.weight": torch.zeros(shape) for layer, shape in SHAPES.items()}
    weights |= {f"{layer}.bias": torch.full(shape[:1], torch.nan) for layer, shape in SHAPES.items()}
    names = ["log-probabilities", "fresh log-probabilities", "redrawn log-probabilities"]
    value = dict.fromkeys(names, nothing) | {"weights": weights} | {name: odd}
    student = Student.__new__(Student)
    monkeypatch.setattr(student, "fail", _fails, raising=False)
    monkeypatch.setattr(student, "message", str, raising=False)
    case = Case("the call", {})
    try:
        values = accuracy._values(student, case, value, 500)
    except Verdict as verdict:
        assert verdict.status == FAILED
    else:
        found = without_training.find(values, torch.zeros(500, 28, 28, dtype=torch.uint8), torch.ones(500).long())
        assert found is None or found[1].slug == SLUG


def _fails(called, difference, mistake=None):
    raise Verdict(FAILED, difference.what)
