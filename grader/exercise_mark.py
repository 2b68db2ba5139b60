"""The decorator of a check: `@exercise("3.3")`."""

import pytest

exercise = pytest.mark.exercise
