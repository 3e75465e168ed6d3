"""The analytical file has one door: whoever opens it goes through the area filter."""

import ast

import pytest

DOORKEEPER = "qinkang.measures.opening"
MAY_OPEN = {  # module: why
    "measures/figures.py": "counts, behind the filter",
    "measures/lists.py": "keys behind a figure, behind the same filter",
    "measures/building/builder.py": "builds the file",
}
FILTERED = ("measures/figures.py", "measures/lists.py")


def imports(tree: ast.Module, module: str) -> bool:
    """Whether a module's tree imports another, in either spelling, or by a name in a string."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import) and any(one.name == module for one in node.names):
            return True
        if isinstance(node, ast.ImportFrom):
            whole = {f"{node.module}.{one.name}" for one in node.names}
            if node.module == module or module in whole:
                return True
        if isinstance(node, ast.Constant) and node.value == module:
            return True
    return False


def opens_a_file(tree: ast.Module) -> list[int]:
    """Lines where DuckDB is connected to anything but memory, or reads a file of its own accord."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            given = [*node.args, *(word.value for word in node.keywords if word.arg == "database")]
            in_memory = not given or (isinstance(given[0], ast.Constant) and given[0].value == ":memory:")
            if (
                called in ("duckdb.connect", "connect", "ibis.duckdb.connect")
                and "duckdb" in ast.unparse(tree)
                and not in_memory
            ):
                found.append(node.lineno)
            if called.endswith((".read_parquet", ".attach")) and "duckdb" in ast.unparse(tree):
                found.append(node.lineno)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            words = node.value.upper()
            if words.lstrip().startswith("ATTACH ") or "READ_PARQUET(" in words:
                found.append(node.lineno)
    return found


def test_only_the_figures_open_the_analytical_file(modules):
    found = {path for path, tree in modules.items() if imports(tree, DOORKEEPER)}

    assert found == set(MAY_OPEN)


def test_nobody_else_connects_duckdb_to_a_file(modules):
    found = {path: lines for path, tree in modules.items() if (lines := opens_a_file(tree))}

    assert set(found) == {"measures/opening.py"}


def test_every_query_of_rows_and_people_carries_the_area_filter(modules):
    # A statement that reads from rows, cells or persons says who sees them, in the same text.
    missing, held = [], 0
    for path in FILTERED:
        for node in ast.walk(modules[path]):
            if isinstance(node, ast.JoinedStr):
                text = ast.unparse(node)
                if any(table in text for table in ("FROM {said.source}", "FROM {table}", "FROM person")):
                    held += 1
                    if "{said.seen}" not in text:
                        missing.append(f"{path}:{node.lineno}")

    assert missing == []
    assert held >= 4


@pytest.mark.parametrize(
    "text",
    [
        "import duckdb\nduckdb.connect(path)",
        "import duckdb\nduckdb.connect(database='x.duckdb', read_only=True)",
        "sql = 'ATTACH \"x.duckdb\"'",
        "sql = 'SELECT * FROM read_parquet(?)'",
        "import duckdb\nduckdb.read_parquet('x')",
    ],
)
def test_an_opened_file_is_seen(text):
    assert opens_a_file(ast.parse(text))


def test_memory_is_no_file():
    assert (
        opens_a_file(ast.parse("import duckdb\nduckdb.connect()\nduckdb.connect(':memory:', config={})"))
        == []
    )
    assert imports(ast.parse("from qinkang.measures import opening"), DOORKEEPER)
    assert imports(ast.parse("from qinkang.measures.opening import opened"), DOORKEEPER)
