"""Every dependency has a reason, an exact version and its hashes."""

import re
import tomllib

import pytest

# AGPL or Elastic licences, or cryptography that does not keep what it promises.
NEVER = {"gmssl", "soda-core", "soda", "django-viewflow", "celery", "great-expectations"}
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def plain(name: str) -> str:
    """Return a distribution's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(text: str) -> dict[str, set[str]]:
    """Return the versions of each locked distribution; several where they differ by Python version."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9][\w.-]*)==(\S+)", text, re.MULTILINE):
        found.setdefault(plain(name), set()).add(version)
    return found


@pytest.fixture(params=["runtime", "test"])
def lock(request, root):
    """Give the text of each lock in turn."""
    return (root / "lock" / f"{request.param}.txt").read_text(encoding="utf-8")


def wanted(project) -> tuple[list[str], list[str]]:
    """Return what pyproject asks for, for running and for testing."""
    extras = project["project"].get("optional-dependencies", {})
    return project["project"]["dependencies"], extras.get("test", [])


def test_every_dependency_gives_its_reason(root):
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    tables = re.findall(
        r"^(?:dependencies|\w+) = \[\n(.*?)^\]", text.split("[tool.", 1)[0], re.MULTILINE | re.DOTALL
    )
    lines = [line for table in tables for line in table.splitlines() if line.strip().startswith('"')]

    assert len(lines) > 15
    assert [line for line in lines if not re.search(r'",?\s*#\s*\S.{8,}', line)] == []


def test_every_locked_file_has_a_hash(lock):
    entries = re.split(r"\n(?=[A-Za-z0-9])", lock.strip())

    assert len(entries) > 15
    assert [
        entry.split()[0] for entry in entries if not re.search(r"--hash=sha256:[0-9a-f]{64}", entry)
    ] == []


def test_the_locks_hold_all_that_is_asked_for(root, project):
    running, testing = wanted(project)
    for lock, asked in (("runtime", running), ("test", [*running, *testing])):
        names = locked((root / "lock" / f"{lock}.txt").read_text(encoding="utf-8"))
        assert {plain(NAME.match(one)[0]) for one in asked} - set(names) == set(), lock


def test_the_product_is_tested_with_the_versions_it_runs_with(root):
    running, testing = (
        locked((root / "lock" / f"{name}.txt").read_text(encoding="utf-8")) for name in ("runtime", "test")
    )

    assert {name: versions for name, versions in running.items() if testing.get(name) != versions} == {}


def test_what_only_tests_need_does_not_reach_the_product(root, project):
    running = locked((root / "lock" / "runtime.txt").read_text(encoding="utf-8"))

    assert {"pytest", "hypothesis", "mypy", "ruff", "import-linter"} & set(running) == set()


def test_nothing_refused_has_come_in(lock):
    assert NEVER & set(locked(lock)) == set()


def test_the_strict_packages_are_the_pure_ones(root):
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    pure = next(one for one in settings["importlinter"]["contracts"] if one["id"] == "pure")["source_modules"]

    assert set(pure) <= set(settings["mypy"]["packages"])
    assert settings["mypy"]["strict"] is True
