"""`python -m words COMMAND`."""

import sys
from pathlib import Path

from coursekit.commands import main

if __name__ == "__main__":
    sys.exit(main(Path(__file__).parent))
