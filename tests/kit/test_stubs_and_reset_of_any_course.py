"""The exercises of another course are made of its solutions, and put back one by one."""

from tests.kit.copies import TINY, edit, run_companion

FILES = ("exercises/stage1_words.py", "words/pristine/stage1_words.py")


def test_the_stubs_are_what_the_solutions_give_byte_for_byte(copy):
    for name in FILES:
        (copy / name).unlink()
    code, text = run_companion(copy, "stubs")
    assert code == 0 and "2 of 2 files changed" in text
    assert [(copy / name).read_bytes() for name in FILES] == [(TINY / name).read_bytes() for name in FILES]
    assert run_companion(copy, "stubs", "--check") == (0, "")


def test_a_stub_that_is_stale_is_told(copy):
    edit(copy / "solutions" / "stage1_words.py", "words with white space", "words, with white space")
    code, text = run_companion(copy, "stubs", "--check")
    assert code == 1 and all(name in text for name in FILES) and "run python -m words stubs" in text


def test_a_marker_of_no_exercise_is_told_with_its_line(copy):
    edit(copy / "solutions" / "stage1_words.py", "BEGIN SOLUTION 1.2:", "BEGIN SOLUTION 1.3:")
    code, text = run_companion(copy, "stubs")
    assert code == 1 and text.startswith("stage1_words.py:44: there is no exercise 1.3 in this file")


def test_one_exercise_is_put_back_and_the_other_stays(copy):
    stage = copy / "exercises" / "stage1_words.py"
    solved = (copy / "solutions" / "stage1_words.py").read_bytes()
    stage.write_bytes(solved)
    code, text = run_companion(copy, "reset", "most_common")
    assert code == 0 and "1.2 most_common is as it was shipped." in text
    after = stage.read_text(encoding="utf-8")
    assert 'NotImplementedError("1.2 most_common")' in after and 'NotImplementedError("1.1' not in after
    assert (copy / "exercises" / "stage1_words.before-reset-1.py").read_bytes() == solved
