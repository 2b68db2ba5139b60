"""The grader: `pytest grader` judges a folder of exercises without ever running its code in the judging process."""
