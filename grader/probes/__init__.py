"""What runs beside the student's code: per exercise a probe that calls it and returns plain values.

One folder per stage, one file per exercise, named as in `checks/`.
"""
