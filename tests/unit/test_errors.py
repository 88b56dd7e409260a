"""The tree of errors: each class ends the program with the status that the contract names."""

import pytest

from dispatch import errors


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.InputError, 2),
        (errors.ConfigError, 2),
        (errors.UsageError, 2),
        (errors.ServiceError, 3),
        (errors.ResourceError, 3),
        (errors.NoPlanError, 4),
        (errors.LockHeldError, 75),
        (errors.PlanViolationError, 1),
    ],
)
def test_each_error_knows_its_exit_status(error: type[errors.DispatchError], status: int) -> None:
    assert error.exit_status == status
    assert issubclass(error, errors.DispatchError)


def test_no_error_is_without_a_place_in_the_contract() -> None:
    every = {
        one for one in vars(errors).values() if isinstance(one, type) and one.__module__ == errors.__name__
    }
    assert {one.exit_status for one in every} == {1, 2, 3, 4, 75}
    assert all(issubclass(one, errors.DispatchError) for one in every)


def test_an_error_reads_as_what_is_wrong_and_what_to_do() -> None:
    assert (
        str(errors.InputError("The file is empty.", "Export it again."))
        == "The file is empty. Export it again."
    )
    assert str(errors.InputError("The file is empty.")) == "The file is empty."
