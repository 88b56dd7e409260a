"""Which other packages are installed."""

from dispatch.packages import installed_versions


def test_of_packages_that_are_missing_no_version_is_asked() -> None:
    known = installed_versions(("numpy", "no-such-package"))
    assert [name for name, _ in known] == ["numpy"]
