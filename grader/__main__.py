"""`python -m grader COMMAND`: what is beside `pytest grader`."""

import argparse
import importlib
import sys

COMMANDS = ["status", "next", "hint", "reset", "watch", "book", "notebooks", "stubs", "calibrate"]


def main(argv: list[str] | None = None) -> int:
    """Run one subcommand; its module is imported only then, so that `status` never waits for torch."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")
    parser = argparse.ArgumentParser(prog="python -m grader", description="The course's companion.")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in COMMANDS:
        module = importlib.import_module(f"grader.commands.{name}")
        subparser = subparsers.add_parser(name, help=module.HELP, description=module.HELP)
        module.add_arguments(subparser)
        subparser.set_defaults(run=module.run)
    arguments = parser.parse_args(argv)
    return arguments.run(arguments)


if __name__ == "__main__":
    sys.exit(main())
