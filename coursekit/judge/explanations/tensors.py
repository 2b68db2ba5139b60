"""Shapes, types and gradients that do not fit."""

import re

from .rules import Explanation, rule


@rule("RuntimeError", r"mat1 and mat2 shapes cannot be multiplied \((\d+)x(\d+) and (\d+)x(\d+)\)")
def _(error, found):
    rows, arrived, wanted = found[1], found[2], found[3]
    if not error["layer"]:
        text = f"The rows of the first matrix have {arrived} numbers, and the second has {wanted} rows: these must be equal."
        return Explanation(text, "shapes-do-not-fit")
    layer = error["layer"]["name"] or "The linear layer"
    text = f"{layer} wants {wanted} numbers in each row; {rows} rows of {arrived} arrived. Follow the shapes up to this layer."
    return Explanation(text, "wrong-layer-input")


@rule(
    "RuntimeError",
    r"weight of size \[([\d, ]+)\], expected input\[([\d, ]+)\] to have (\d+) channels, but got (\d+) channels",
)
def _(error, found):
    layer = (error["layer"] or {}).get("name") or "The convolution"
    return Explanation(
        f"{layer} wants {found[3]} channels, and the tensor ({found[2]}) has {found[4]} there.", "wrong-layer-input"
    )


@rule(
    "RuntimeError", r"Expected 3D \(unbatched\) or 4D \(batched\) input to (\w+), but got input of size: \[([\d, ]*)\]"
)
def _(error, found):
    return Explanation(
        f"{found[1]} wants images, (B, C, H, W), and got a tensor of shape ({found[2]}).", "wrong-number-of-dimensions"
    )


@rule("RuntimeError", r"shape '\[([-\d, ]+)\]' is invalid for input of size (\d+)")
def _(error, found):
    return Explanation(
        f"{int(found[2]):,} numbers cannot be laid out as ({found[1]}). How many are there for each image at this point?",
        "wrong-view",
    )


@rule(
    "RuntimeError IndexError ValueError",
    r"multi-target not supported|0D or 1D target tensor expected|expected scalar type|batch_size",
)
def _(error, found):
    """The labels where the outputs belong: seen by what the names in the line stood for."""
    shapes = [(name, what) for name, what in error["near"] if "(" in what]
    for (first, one), (second, other) in zip(shapes, shapes[1:], strict=False):
        if re.fullmatch(r"int64 \(\d+,\)", one) and re.fullmatch(r"float32 \(\d+, \d+\)", other):
            text = f"The loss takes the outputs first and then the labels. Here {first} comes before {second}: have they changed places?"
            return Explanation(text, "loss-arguments-swapped")
    return None


@rule("RuntimeError", r"expected target dtype to be Long or Byte, but got (\w+)")
def _(error, found):
    return Explanation(
        f"The loss wants labels that are whole numbers, as the loader gives them. These are of type {found[1]}.",
        "wrong-dtype",
    )


@rule("ValueError", r"For 1D input, 1D target must have size 1")
def _(error, found):
    return Explanation(
        "The loss wants a row of log-probabilities for each example, and got a single number for each. Was an argmax taken before?",
        "argmax-before-loss",
    )


@rule("RuntimeError IndexError ValueError", r"multi-target not supported|0D or 1D target tensor expected")
def _(error, found):
    return Explanation(
        "The loss wants one class number for each example, (B,). Labels made one-hot, or a column (B, 1), have an axis too many.",
        "labels-not-class-numbers",
    )


@rule("RuntimeError", r"expected scalar type (\w+) but found (\w+)|Expected floating point type for target")
def _(error, found):
    if found[1] is None:
        return Explanation(
            "The loss got whole numbers in the shape of the outputs: one-hot labels, perhaps. It wants one class number for each example.",
            "labels-not-class-numbers",
        )
    if "Long" in (found[1], found[2]):
        return Explanation(
            f"A tensor of type {found[1]} was wanted, and one of type {found[2]} came. A loss takes the outputs first, then the labels as whole numbers.",
            "wrong-dtype",
        )
    return Explanation(
        f"A tensor of type {found[1]} was wanted, and one of type {found[2]} came. Is one of the two still in another type than the model?",
        "wrong-dtype",
    )


@rule("RuntimeError", r'"(\w+?)(?:_out_frame|_impl|_cpu|_forward\w*)?" not implemented for \'(\w+)\'')
def _(error, found):
    return Explanation(
        f"This cannot be computed for tensors of type {found[2]}. Look at the types above.", "wrong-dtype"
    )


@rule(
    "RuntimeError",
    r"Input type \(([\w.]+)\) and (?:bias|weight) type \(([\w.]+)\) should be the same|must have the same dtype, but got (\w+) and (\w+)",
)
def _(error, found):
    one, other = found[1] or found[3], found[2] or found[4]
    return Explanation(
        f"The input is of type {one}, the layer's weights are of type {other}: they must be the same.", "wrong-dtype"
    )


@rule("ValueError", r"Expected input batch_size \((\d+)\) to match target batch_size \((\d+)\)")
def _(error, found):
    return Explanation(
        f"There are {found[1]} rows of outputs for {found[2]} labels: somewhere on the way images were cut up or put together.",
        "rows-and-labels-differ",
    )


@rule(
    "RuntimeError",
    r"size of tensor a \((\d+)\) must match the size of tensor b \((\d+)\) at non-singleton dimension (\d+)",
)
def _(error, found):
    return Explanation(
        f"Two tensors meet element by element, but one has {found[1]} and the other {found[2]} elements along axis {found[3]}.",
        "shapes-do-not-fit",
    )


@rule("IndexError", r"index (-?\d+) is out of bounds for (?:dimension|axis) (\d+) with size (\d+)")
def _(error, found):
    return Explanation(
        f"Axis {found[2]} has {found[3]} elements, counted from 0, so there is none at {found[1]}.",
        "index-out-of-range",
    )


@rule("IndexError", r"invalid index of a 0-dim tensor")
def _(error, found):
    return Explanation(
        "What stands before the square brackets is a tensor of a single number: it has no axis, and so no [0].",
        "number-indexed",
        "A tensor that holds a single number has a method that gives it as a number of Python's.",
    )


@rule("IndexError", r"too many indices for")
def _(error, found):
    return Explanation(
        "There are more indices in the square brackets than the thing before them has axes.", "too-many-indices"
    )


@rule(
    "IndexError RuntimeError",
    r"Dimension out of range \(expected to be in range of \[(-?\d+), (-?\d+)\], but got (-?\d+)\)",
)
def _(error, found):
    axes = int(found[2]) + 1
    return Explanation(
        f"Axis {found[3]} was asked for, but the tensor there has {axes} ax{'is' if axes == 1 else 'es'}.",
        "axis-not-there",
    )


@rule("RuntimeError", r"does not require grad and does not have a grad_fn")
def _(error, found):
    return Explanation(
        "Nothing recorded how this number came about, so backward has no way back. Is there an argmax, .item(), .detach(), .data or no_grad on the way?",
        "graph-cut",
    )


@rule("RuntimeError", r"backward through the graph a second time")
def _(error, found):
    return Explanation(
        "backward ran a second time through the same computation, which it had cleared away.", "backward-twice"
    )


@rule("RuntimeError", r"grad can be implicitly created only for scalar outputs")
def _(error, found):
    return Explanation(
        "backward wants a single number, and the loss is a tensor of several. Take their mean first.",
        "loss-not-a-number",
    )


@rule("RuntimeError", r"leaf Variable that requires grad (?:is being used in|has been used in) an in-place operation")
def _(error, found):
    return Explanation(
        "A parameter was changed in place while autograd was watching. Tell it to look away.", "watched-by-autograd"
    )


@rule("RuntimeError", r"modified by an inplace operation")
def _(error, found):
    return Explanation(
        "A tensor that backward needs as it was has been changed in place meanwhile.", "changed-in-place"
    )


@rule("RuntimeError", r"Can't call numpy\(\) on Tensor that requires grad")
def _(error, found):
    return Explanation(
        "NumPy knows no gradients: detach() the tensor first, or compute it where no gradients are recorded.",
        "numpy-of-watched-tensor",
    )


@rule("RuntimeError", r"Boolean value of Tensor with more than one value is ambiguous")
def _(error, found):
    return Explanation(
        "A whole tensor stands where one yes or no belongs. Perhaps a class was given a tensor where a function was meant, or a comparison has many answers.",
        "many-truth-values",
    )


@rule(
    "RuntimeError ValueError",
    r"Tensor with \d+ elements cannot be converted to Scalar|only one element tensors can be converted",
)
def _(error, found):
    return Explanation(".item() and float() want a tensor of one number; this one has several.", "many-numbers-for-one")


@rule(
    "RuntimeError NotImplementedError",
    r"could not infer output dtype|only support floating point|floating point and complex",
)
def _(error, found):
    return Explanation("Whole numbers have no mean in torch. Convert to floats first.", "mean-of-whole-numbers")


@rule("TypeError", r"can only optimize Tensors, but one of the params is (.+)")
def _(error, found):
    if "generator" in found[1]:
        return Explanation(
            "The generator of parameters stands in a list of its own. Give it as it is, without the square brackets.",
            "generator-in-a-list",
        )
    return None


@rule(
    "TypeError",
    r"argument 'input' \(position 1\) must be Tensor, not (\w+)|conv2d\(\) received an invalid combination|must be Tensor, not (\w+)",
)
def _(error, found):
    kind = found[1] or found[2]
    return Explanation(f"A tensor was wanted, and a {kind} came.", "not-a-tensor") if kind else None


@rule("RuntimeError", r"result type (\w+) can't be cast to the desired output type (\w+)")
def _(error, found):
    text = f"In place, the result would have to fit into the tensor as it is, of type {found[2]}, and is of type {found[1]}. Keep it in a new tensor."
    return Explanation(text, "wrong-dtype")


@rule("IndexError", r"tensors used as indices must be long")
def _(error, found):
    return Explanation(
        "Only whole numbers can be indices, and these are of another type. Look at the types above.", "wrong-dtype"
    )


@rule("ValueError", r"batch_size should be a positive integer value, but got batch_size=(.+)")
def _(error, found):
    text = f"batch_size got {found[1]}. It is the second argument of a DataLoader by position: give what follows the data set by name."
    return Explanation(text, "arguments-swapped")


@rule("ValueError", r"num must be an integer with 1 <= num <= (\d+), not (\d+)")
def _(error, found):
    return Explanation(
        f"Places in a grid of plots are counted from 1 to {found[1]} here, and {found[2]} was asked for.",
        "index-out-of-range",
    )
