"""A package knows only those below it: by import, and by the names that Django takes as strings."""

import ast
import os
import re
import subprocess
import sys

import pytest

RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField", "get_model", "swappable_dependency"}


def test_imports_keep_to_the_layers(root):
    script = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", script, "--no-logo"],
        cwd=root,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(root / "src")},
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def apps_named(tree: ast.Module, apps: set[str]) -> set[str]:
    """Return the apps a module names in strings: "app.Model", ("app", "0001_initial"), "qinkang.app.x"."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            model = re.fullmatch(r"(\w+)\.[A-Z]\w*|qinkang\.(\w+)(?:\.\w+)*", node.value)
            found |= set(filter(None, model.groups())) if model else set()
        elif isinstance(node, ast.Tuple) and len(node.elts) == 2:  # a migration's dependency
            first, second = (one.value if isinstance(one, ast.Constant) else None for one in node.elts)
            if isinstance(second, str) and re.fullmatch(r"\d{4}_\w+|__first__|__latest__", second):
                found.add(first)
        elif isinstance(node, ast.Call):
            called = (
                node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", None)
            )
            if called in RELATIONS:
                values = [*node.args, *(word.value for word in node.keywords)]
                words = [one.value for one in values if isinstance(one, ast.Constant)]
                found |= {word.partition(".")[0] for word in words if isinstance(word, str)}
    return found & apps


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ('models.ForeignKey("records.Person", models.PROTECT)', {"records"}),
        ('models.ForeignKey(to="records.person", on_delete=models.PROTECT)', {"records"}),
        ('OneToOneField("records.person", PROTECT, related_name="intake")', {"records", "intake"}),
        ('dependencies = [("records", "0001_initial")]', {"records"}),
        ('run_before = [("records", "__first__")]', {"records"}),
        ('apps.get_model("records", "Person")', {"records"}),
        ('MODEL = "records.Person"', {"records"}),
        ('import_string("qinkang.records.actions.merge")', {"records"}),
        ('codename = "records.view_person"', set()),
        ('title = "The records. Persons and more"', set()),
        ('size = ("records", "kept")', set()),
    ],
)
def test_names_in_strings_are_seen(source, named):
    assert apps_named(ast.parse(source), {"records", "intake"}) == named


# The demonstration starts the simulation as programs of its own, by name; it imports nothing of it.
STARTED_AS_A_PROCESS = {("commands/_demo/simulation.py", "sandbox")}


def test_names_in_strings_keep_to_the_layers_too(modules, layers):
    apps = {path.split("/")[0] for path in modules} & set(layers)
    wrong = [
        f"{path} names {name}, which does not stand below it"
        for path, tree in modules.items()
        if (own := path.split("/")[0]) in layers
        for name in apps_named(tree, apps) - {own}
        if layers[name] >= layers[own] and (path, name) not in STARTED_AS_A_PROCESS
    ]

    assert wrong == []
