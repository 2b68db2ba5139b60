"""Where the course keeps its data on this machine."""

import os
import sys
import tempfile
from pathlib import Path


def data_folders() -> list[Path]:
    """Folders that may hold data, the preferred one first: `data/` in the repo, then one of the user's own cache.

    Where the package was installed without its repo (in Colab, say), there is only the second; a user without a home has
    no cache.
    """
    above = Path(__file__).resolve().parent.parent
    repo = [above / "data"] if (above / "pyproject.toml").is_file() else []
    cache = user_cache()
    return [*repo, *([cache / "digits-course"] if cache else [])]


def user_cache() -> Path | None:
    """The folder that this system has for data that can be made again; None for a user without a home."""
    try:
        return _user_cache()
    except RuntimeError:  # in a container, say: no HOME, and no such user in its list of users
        return None


def _user_cache() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def is_writable(folder: Path) -> bool:
    """Whether files can be made in `folder`, which is made if it isn't there: found out by trying."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False
