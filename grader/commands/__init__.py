"""The subcommands of `python -m grader`, one module each: HELP, add_arguments(parser), run(arguments) -> exit code."""
