"""Promises that every source file keeps."""

import ast
import re

LONGEST = 300
LONGER_FOR_A_REASON: dict[str, str] = {}  # path from the package: why it is better whole
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "stuff"}

# Addresses that may stand in the repository, and why. Others can be reached by nobody who reads it.
KNOWN_HOSTS = {
    "www.apache.org": "the licence names its home",
    "www.w3.org": "names of XML namespaces",
    "schemas.xmlsoap.org": "names of XML namespaces",
    "schemas.openxmlformats.org": "names of XML namespaces in workbooks",
    "purl.oclc.org": "names of XML namespaces in strict workbooks",
    "json-schema.org": "names of JSON Schema editions",
}
HERE_OR_INVENTED = re.compile(
    r"localhost|127\.\d+\.\d+\.\d+|\[::1\]|([\w-]+\.)*(example|test|invalid)(\.(com|org|net))?"
)
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:root|home|Users|work|mnt)/\w+|\b[A-Z]:\\\w+")
REGISTRIES = re.compile(r"pypi\.|pythonhosted|npmjs|npmmirror|tuna\.tsinghua", re.IGNORECASE)


def test_the_product_does_not_assert(modules):
    # `python -O` drops assert statements, so nothing may rest on one.
    asserting = [
        f"{path}:{node.lineno}"
        for path, tree in modules.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Assert)
    ]

    assert asserting == []


def test_every_module_says_what_it_is(modules):
    silent = [
        path
        for path, tree in modules.items()
        if tree.body and "/migrations/" not in path and not ast.get_docstring(tree)
    ]

    assert silent == []


def test_files_stay_short(root, modules):
    lengths = {
        path: (root / "src/qinkang" / path).read_text(encoding="utf-8").count("\n")
        for path in modules
        if "/migrations/" not in path
    }
    long = {path for path, lines in lengths.items() if lines > LONGEST}

    assert {path: lengths[path] for path in long - set(LONGER_FOR_A_REASON)} == {}
    assert set(LONGER_FOR_A_REASON) - long == set(), "no longer long: take it off the list"


def test_modules_are_named_after_what_they_hold(modules):
    names = {part.removesuffix(".py") for path in modules for part in path.split("/")}

    assert names & SAYS_NOTHING == set()


def test_no_file_names_a_machine_or_a_registry(texts):
    told = [
        f"{path}: {found[0]}"
        for path, text in texts.items()
        if not path.startswith("tests/repository/")  # this rule itself
        for pattern in (MACHINE_PATHS, REGISTRIES)
        if path not in ("package-lock.json", "lock/npm.txt") and (found := pattern.search(text))
    ]

    assert told == []


def test_every_address_is_known_or_invented(texts):
    unknown = {
        f"{path}: {host}"
        for path, text in texts.items()
        if path != "package-lock.json"
        for host in re.findall(r"\bhttps?://([\w.\-]+|\[[\d:]+\])", text)
        if host not in KNOWN_HOSTS and not HERE_OR_INVENTED.fullmatch(host)
    }

    assert unknown == set()


def test_machine_paths_and_addresses_are_recognised():
    seen = {"cd /ho" + "me/someone/x", "C:" + "\\Users", "see /wo" + "rk/main"}
    assert all(MACHINE_PATHS.search(text) for text in seen)
    assert not MACHINE_PATHS.search("GET /api/home/page, ./root/x and /var/lib/qinkang")
    assert HERE_OR_INVENTED.fullmatch("peer.example")
    assert HERE_OR_INVENTED.fullmatch("127.0.0.1")
    assert not HERE_OR_INVENTED.fullmatch("nhc.example.gov")


def test_the_licence_is_there(root):
    assert "Apache License" in (root / "LICENSE").read_text(encoding="utf-8")
