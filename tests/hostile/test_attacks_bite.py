"""Where nothing confines, these attacks get through: so it is the wall that the others ran into."""

import sys

import pytest

from coursekit.sandbox.levels import NONE
from coursekit.warm import WarmGrader
from tests.helpers import COURSE, graded, statuses

from .bank import ATTACKS
from .world import World

# Those that change nothing outside of their process.
HARMLESS = [
    "escape_abstract_socket", "escape_descriptor_of_another", "escape_other_sockets", "escape_tcp", "escape_udp", "escape_unix_service",
    "escape_unix_service_by_a_link", "escape_upper_bits", "points_by_hidden_folders_of_a_check", "points_import_the_check",
    "points_read_a_neighbour", "points_read_the_check", "points_read_the_solutions", "spoil_leases_and_locks",
]  # fmt: skip


@pytest.fixture(scope="module")
def open_world(rendered_root, tmp_path_factory):
    """A warm grader that shuts nothing in."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DIGITS_DATA", str(rendered_root))
        with WarmGrader(COURSE, sandbox=NONE) as grader:
            made = World(tmp_path_factory.mktemp("world"), grader)
            yield made
            made.close()


@pytest.mark.skipif(sys.platform != "linux", reason="the attacks are Linux's")
@pytest.mark.parametrize("name", HARMLESS)
def test_an_attack_gets_through_where_nothing_stops_it(name, open_world, tmp_path):
    submission = ATTACKS[name].write_submission(tmp_path / "submission", open_world.names)
    report, text = graded(open_world.grader, submission, ["2.1"])
    assert statuses(report) == {"2.1": "passed"}, text
