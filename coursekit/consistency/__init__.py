"""Whether the parts of a course fit together, area by area: what `python -m COURSE check` prints.

Nothing here runs a submission or any other process.
"""

from .area import Area, look_at
from .begun import begun
from .checks import checks, probes
from .corpora import alternatives, mistakes
from .hints import hints
from .stages import files, holes, stubs, table

__all__ = ["AREAS", "Area", "look_at"]

AREAS = [table, files, holes, stubs, checks, probes, hints, mistakes, alternatives, begun]  # in the order of printing
