"""What nights add up to: since when it fails, whether it comes and goes, whether it has recovered."""

import pytest

from evidences import night, past
from guidewarden.judge.lives import Course, course_of
from guidewarden.model import State

OK, F, X, B, U, M = State.OK, State.FAILING, State.BROKEN, State.BLOCKED, State.UNVERIFIABLE, State.MOVED


@pytest.mark.parametrize(
    ("nights", "course"),
    [
        ((OK,), Course(OK, night(1), 1, False, None, 0)),
        ((OK, OK, OK), Course(OK, night(3), 3, False, None, 0)),
        ((X, F, F, OK), Course(X, night(3), 3, True, None, 1)),
        ((F, X, X), Course(F, night(3), 3, True, None, 0)),
        ((X, U, B, F, OK), Course(X, night(4), 2, True, None, 1)),
        ((U, U, F, OK), Course(F, night(3), 1, True, None, 1)),
        ((OK, F, OK), Course(OK, night(1), 1, False, night(1), 2)),
        ((OK, OK, X), Course(OK, night(2), 2, False, night(2), 1)),
        ((M, OK, F), Course(M, night(1), 1, False, night(2), 1)),
        ((F, OK, F, OK), Course(F, night(1), 1, True, None, 3)),
        ((OK, U, F, U, OK, F), Course(OK, night(1), 1, False, night(1), 3)),
    ],
)
def test_courses(nights: tuple[State, ...], course: Course) -> None:
    assert course_of(past(*nights)) == course


def test_three_changes_in_a_fortnight_are_coming_and_going() -> None:
    calm = course_of(past(OK, F, OK))
    restless = course_of(past(F, OK, F, OK))
    long_ago = course_of(past(*[OK] * 12, F, OK, F, OK))
    assert calm is not None and restless is not None and long_ago is not None  # noqa: PT018
    assert (calm.flapping, restless.flapping, long_ago.flapping) == (False, True, False)


def test_what_no_night_could_see_has_no_course() -> None:
    assert course_of(()) is None
    assert course_of(past(U, B, State.SKIPPED)) is None
