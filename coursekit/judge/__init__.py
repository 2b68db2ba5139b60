"""The judging process: starts the worker, compares the values that come back, names mistakes. Runs no student's code."""
