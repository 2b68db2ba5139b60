"""5.2 one_cycle: the rates of all steps against the formula, and whether all else in the optimiser stays as it is."""

from coursekit.judge.compare import Meets, exactly
from coursekit.judge.mistakes import Case, Mistake, Reply
from coursekit.kit.rules import Rule, observed, once_observed, raises
from grader.checks import hints
from grader.checks.speed.rates import BEGIN, DEFAULT, as_rates, cycle, phases, three_phases

RETURNED, OTHERS = "what was returned", "which other settings change"
RATES = ("the learning rate at each step", "the learning rate of the second group at each step")
LONGEST = 20  # times n_steps: how long a cycle is looked for of which the rates are the beginning


def cases(draw) -> list[Case]:
    """With the default warm-up and momentum; with two groups and Adam; with a late peak, and no momentum.

    The peak lies between two steps, at least in one of the cases.
    """
    own = draw.number(0.03, 0.06)
    drawn = [
        ("SGD", [{"lr": own, "momentum": draw.number(0.6, 0.8)}], draw.choice([9, 10, 11]), {}),
        (
            "Adam",
            [{"lr": own, "betas": (draw.number(0.7, 0.8), 0.99)}, {"lr": own / 3, "weight_decay": 0.01}],
            draw.choice([9, 11]),
            {"warm_up": draw.choice([0.4, 0.45])},
        ),
        ("SGD", [{"lr": own, "weight_decay": 0.01}], draw.choice([8, 9]), {"warm_up": draw.choice([0.55, 0.65])}),
    ]
    return [Case(*_written(*each, round(draw.number(0.2, 0.9), 3))) for each in drawn]


def _written(kind: str, groups: list[dict], n_steps: int, arguments: dict, maximum: float) -> tuple[str, dict]:
    """How a call reads, and its inputs."""
    settings = {"max_learning_rate": maximum, "n_steps": n_steps, **arguments}
    with_groups = f"{kind} with two groups" if len(groups) > 1 else kind
    called = (
        f"one_cycle({with_groups}, {', '.join(f'{name}={value}' for name, value in settings.items())}), then its steps"
    )
    inputs = {"kind": kind, "groups": groups, "arguments": arguments}
    return called, {**inputs, "max_learning_rate": maximum, "n_steps": n_steps}


def expected(
    kind, groups, arguments, max_learning_rate, n_steps, warm_up_is="given", shape="cycle", of="the maximum", steps="right",
    only_first=False,
) -> dict:  # fmt: skip
    """The formula's rates in all groups, and nothing else that changes."""
    warm_up = arguments.get("warm_up", DEFAULT)
    warm_up = {"default": DEFAULT, "inverted": 1 - warm_up}.get(warm_up_is, warm_up)
    shares = SHAPES[shape](n_steps, warm_up)
    values = {RETURNED: exactly("a scheduler"), OTHERS: NOTHING_ELSE}
    for number, (name, group) in enumerate(zip(RATES, groups, strict=False)):
        own = group["lr"]
        scale = {"its own": own, "the product": own * max_learning_rate}.get(of, max_learning_rate)
        rates = STEPS[steps]([scale * share for share in shares], own)
        values[name] = as_rates([own] * n_steps if only_first and number else rates)
    return values


NOTHING_ELSE = Meets(
    "none",
    lambda got: got == [],
    lambda got: (
        ", ".join(got) if got and isinstance(got, list) and all(isinstance(each, str) for each in got) else str(got)
    ),
    [],
)
# Shares of the maximum: the first is right.
SHAPES = {
    "cycle": cycle,
    "straight": lambda n, warm_up: cycle(n, warm_up, straight=True),
    "three phases": three_phases,
    "from zero": lambda n, warm_up: cycle(n, warm_up, begin=0.0),
    "from the maximum": lambda n, warm_up: phases([(n - 1, 1.0, cycle(n, warm_up)[-1])], n),
    "from the maximum to zero": lambda n, warm_up: phases([(n, 1.0, 0.0)], n),
    "to zero": lambda n, warm_up: cycle(n, warm_up, end=0.0),
    "to where it began": lambda n, warm_up: cycle(n, warm_up, end=BEGIN),
    "to a ten-thousandth": lambda n, warm_up: cycle(n, warm_up, end=1e-4),
    "late": lambda n, warm_up: cycle(n, warm_up, peak=warm_up * n),
    "late, whole": lambda n, warm_up: cycle(n, warm_up, peak=int(warm_up * n)),
    "whole": lambda n, warm_up: cycle(n, warm_up, peak=max(1, int(warm_up * n - 1))),
    "too short": lambda n, warm_up: cycle(n - 1, warm_up, count=n),
}
# What becomes of the rates, and of the optimiser's own, in the steps: the first is right.
STEPS = {
    "right": lambda rates, own: rates,
    "first left": lambda rates, own: [own, *rates[1:]],
    "late": lambda rates, own: [own, *rates[:-1]],
    "ahead": lambda rates, own: [*rates[1:], None],
    "none": lambda rates, own: [own] * len(rates),
}


def _longer(replies: list[Reply], cases: list[Case]) -> bool:
    """The rates of all groups are the first ones of a cycle that is longer than n_steps, up to 20 times."""

    def shows(value: dict, inputs: dict) -> bool:
        count, warm_up = inputs["n_steps"], inputs["arguments"].get("warm_up", DEFAULT)
        got = [value.get(name) for name, _ in zip(RATES, inputs["groups"], strict=False)]
        for longer in range(count + 1, LONGEST * count + 1):
            rates = [inputs["max_learning_rate"] * share for share in cycle(longer, warm_up, count)]
            if all(map(as_rates(rates), got)):
                return True
        return False

    pairs = zip(replies, cases, strict=True)
    return all(isinstance(reply.value, dict) and shows(reply.value, case.inputs) for reply, case in pairs)


def _momentum_changes(changed) -> bool:
    return isinstance(changed, list) and ("momentum" in changed or "betas[0]" in changed)


def _returned(kind: str) -> Rule:
    """Something that is told in words with this came back."""
    return observed(RETURNED, lambda got: isinstance(got, str) and kind in got)


FORMULA = (
    "Put t = 0, t = p and t = N - 1 into the formula of the docstring, and compare with what your schedule gives there."
)
WHOLE = "The docstring says with what each of the arguments has to do: which of them have you passed on, and as what?"
MISTAKES = [
    Mistake(
        "momentum-cycled",
        "The momentum changes too (of Adam, the first beta). OneCycleLR moves it against the rate, unless it is told not to.",
        when=once_observed(OTHERS, _momentum_changes),
        explains=(OTHERS,),
        hint="One of OneCycleLR's arguments says whether the momentum takes part; its default is yes.",
    ),
    Mistake(
        "warm-up-ignored",
        "The peak comes after 0.3 of the steps, whatever warm_up says.",
        {"warm_up_is": "default"},
        hint=hints.ARGUMENT,
    ),
    Mistake(
        "warm-up-inverted",
        "The rate rises for 1 - warm_up of the steps. warm_up is the share until the peak, not after it.",
        {"warm_up_is": "inverted"},
        hint=FORMULA,
    ),
    Mistake(
        "cycle-too-long",
        "These are the first rates of a longer cycle, whose end is not reached. n_steps is the number of all steps.",
        when=_longer,
        explains=RATES,
        hint="How many steps are there in all, and what does OneCycleLR call that?",
    ),
    Mistake(
        "cycle-too-short",
        "The cycle is over one step too early: it is that of n_steps - 1 steps.",
        {"shape": "too short"},
        hint="Step 0 is one of the n_steps, step N - 1 the last.",
    ),
    Mistake(
        "straight-lines",
        "The rate rises and falls along straight lines. It should follow half a cosine, up and then down.",
        {"shape": "straight"},
        hint="OneCycleLR has two ways to go from one rate to another. The default is the one of the docstring.",
    ),
    Mistake(
        "three-phases",
        "The rate has three phases: up, down to where it began, and on to its end. It should have two.",
        {"shape": "three phases"},
        hint="One of OneCycleLR's arguments asks for a third phase.",
    ),
    Mistake(
        "no-warm-up",
        "The rate falls from its maximum at step 0: it should rise first.",
        {"shape": "from the maximum"},
        hint=FORMULA,
    ),
    Mistake(
        "no-warm-up",
        "The rate falls from its maximum at step 0, towards 0: it should rise first.",
        {"shape": "from the maximum to zero"},
        hint=FORMULA,
    ),
    Mistake(
        "own-rate-annealed",
        "The optimiser's own rate falls along half a cosine. It should rise to max_learning_rate first.",
        {"shape": "from the maximum to zero", "of": "its own"},
        hint="CosineAnnealingLR only falls. Which scheduler rises before?",
    ),
    Mistake(
        "begins-at-zero",
        "The rate begins at 0. It should begin at max / 25.",
        {"shape": "from zero"},
        hint=FORMULA,
    ),
    Mistake(
        "ends-at-zero",
        "The rate ends at 0. It should end at max / 250000.",
        {"shape": "to zero"},
        hint=FORMULA,
    ),
    Mistake(
        "ends-where-it-began",
        "The rate ends at max / 25, where it began. It should go on to max / 250000.",
        {"shape": "to where it began"},
        hint=FORMULA,
    ),
    Mistake(
        "ends-too-high",
        "The rate ends at max / 10000. OneCycleLR's final_div_factor divides the first rate, max / 25, not the maximum.",
        {"shape": "to a ten-thousandth"},
        hint=FORMULA,
    ),
    Mistake(
        "peak-late",
        "The peak comes at step warm_up * N, one step late: the formula has it at p = warm_up * N - 1.",
        {"shape": "late"},
        hint=FORMULA,
    ),
    Mistake(
        "peak-late",
        "The peak comes at step int(warm_up * N). The formula has it at p = warm_up * N - 1, which need not be whole.",
        {"shape": "late, whole"},
        hint=FORMULA,
    ),
    Mistake(
        "peak-rounded",
        "The peak comes at a whole step, p rounded down. p need not be whole: the rate follows the formula between.",
        {"shape": "whole"},
        hint=FORMULA,
    ),
    Mistake(
        "maximum-ignored",
        "The peak is the rate that the optimiser had, of each group its own. It should be max_learning_rate.",
        {"of": "its own"},
        hint=WHOLE,
    ),
    Mistake(
        "multiplied-by-own-rate",
        "All rates are multiplied by the one that the optimiser had. LambdaLR does so: its function gives a factor, not a rate.",
        {"of": "the product"},
        hint="A scheduler of factors gives the right rates where the rate that it multiplies is 1, or divided out before.",
    ),
    Mistake(
        "only-first-group",
        "Only the first group of parameters follows the schedule. All groups should.",
        {"only_first": True},
        hint="optimizer.param_groups is a list: a for goes over all of it.",
    ),
    Mistake(
        "first-rate-not-set",
        "The optimiser's own rate is still there at step 0. After the call it should have the rate of step 0.",
        {"steps": "first left"},
        hint="Schedulers of PyTorch set the first rate when they are made.",
    ),
    Mistake(
        "first-rate-not-set",
        "The schedule begins a step late: at step 0 the optimiser has its own rate still.",
        {"steps": "late"},
        hint="Schedulers of PyTorch set the first rate when they are made.",
    ),
    Mistake(
        "step-ahead",
        "The schedule is a step ahead: after the call the optimiser has the rate of step 1 already.",
        {"steps": "ahead"},
        hint="The scheduler's step() is called by who trains, after each step of the optimiser.",
    ),
    Mistake(
        "rate-unchanged",
        "The optimiser keeps its own rate, at every step.",
        {"steps": "none"},
        hint="What the scheduler computes has to be written into optimizer.param_groups.",
    ),
    Mistake(
        "optimizer-returned",
        "The optimiser came back. Return the scheduler, whose step() changes the rate.",
        when=_returned("an optimiser"),
        hint="The optimiser is known to who calls; what is new to them is the scheduler.",
    ),
    Mistake(
        "no-scheduler",
        "What came back has no step(). Return a scheduler.",
        when=_returned("something of type"),
        hint="torch.optim.lr_scheduler has classes for it. Each is made with the optimiser, and has a step().",
    ),
    Mistake(
        "nothing-returned",
        "Nothing is returned. Return the scheduler.",
        when=observed(RETURNED, lambda got: got is None),
        hint=hints.RETURN,
    ),
    Mistake(
        "number-of-steps-missing",
        "OneCycleLR is not told how long the cycle is. Give it the number of all steps.",
        when=raises("ValueError", "You must define either total_steps"),
        hint="OneCycleLR has one argument for the number of all steps, or two that are multiplied.",
    ),
    Mistake(
        "too-few-steps",
        "The scheduler was made for fewer steps than n_steps, or some of its steps were taken before it was returned.",
        when=raises("ValueError", "The specified number of total steps is"),
        hint="n_steps counts the steps of the optimiser. Who trains takes them, each followed by one of the scheduler's.",
    ),
    Mistake(
        "warm-up-in-steps",
        "OneCycleLR wants the share of the steps until the peak, a float between 0 and 1: that is warm_up as it is.",
        when=raises("ValueError", "between 0 and 1 pct_start"),
        hint=WHOLE,
    ),
]
