"""What came back is shown in one line."""

from coursekit.judge.compare import describe
from coursekit.wire import Other


def test_an_object_that_prints_in_several_lines_is_shown_in_one():
    assert describe(Other("Compose", "Compose(\n    ToTensor()\n)")) == "Compose( ToTensor() ) (of type Compose)"
