"""A warm worker becomes two, for jobs side by side: each in namespaces of its own, so that no job meets one of the other's."""

import os
import signal
from dataclasses import dataclass
from pathlib import Path

from ..files import written_aside
from ..job_files import FORKED
from ..sandbox import linux, namespaces


@dataclass(frozen=True)
class Twin:
    """Where the second one is to be: the folder that it runs in, and descriptors, its standard input and output."""

    folder: Path
    stdin: int
    stdout: int

    def part(self) -> Path:
        """Fork twice, and come back in both forks; return the folder of this one. The process that called waits for them.

        In each folder it writes down the number by which the judge knows the fork.
        """
        children = []
        for folder in (Path.cwd(), self.folder):
            child = os.fork()
            if not child:
                linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
                if folder == self.folder:
                    self._take()
                self.leave()
                namespaces.move_in()
                return folder
            children.append(child)
            with written_aside(folder / FORKED) as aside:
                aside.write_text(str(child), encoding="utf-8")
        self.leave()
        os.closerange(0, 3)  # the pipes are the forks', whose end can then be seen
        how = _end_of(children[0])
        _end_of(children[1], os.WNOHANG if how else 0)  # if the first is killed the second goes too
        os._exit(how)

    def _take(self) -> None:
        os.chdir(self.folder)
        for descriptor, number in ((self.stdin, 0), (self.stdout, 1), (self.stdout, 2)):
            os.dup2(descriptor, number)

    def leave(self) -> None:
        """Let go of what is the other one's."""
        os.close(self.stdin)
        os.close(self.stdout)


def _end_of(child: int, options: int = 0) -> int:
    """How a child has ended: 0 if as it should. Waits for it, unless the options of waitpid say otherwise."""
    return abs(os.waitstatus_to_exitcode(os.waitpid(child, options)[1]))
