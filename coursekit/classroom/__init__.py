"""A class: what students handed in, graded in one go. Knows no exercise; what it grades with is what `pytest COURSE` grades with."""
