"""What only the judge may know: per exercise the inputs, the right values, and the usual mistakes with their names.

One folder per stage, one file per exercise. A submission can neither import nor read anything in here.
"""
