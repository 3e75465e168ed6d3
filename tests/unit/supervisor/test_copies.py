"""A copy of the database is compared with what PostgreSQL says it sent."""

import hashlib
import json

import pytest

from qinkang.mistake import Mistake
from qinkang.supervisor.copies import refuse_damage


@pytest.fixture
def copied(tmp_path):
    """Give a copy of two files with its manifest."""
    contents = {"PG_VERSION": b"18\n", "base/1/1259": bytes(8192)}
    for name, content in contents.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    files = [
        {"Path": name, "Size": len(content), "Checksum": hashlib.sha256(content).hexdigest()}
        for name, content in contents.items()
    ]
    (tmp_path / "backup_manifest").write_text(json.dumps({"Files": files}))
    return tmp_path


def test_a_whole_copy_is_accepted(copied):
    refuse_damage(copied)


@pytest.mark.parametrize(
    "damage",
    [
        lambda file: file.unlink(),
        lambda file: file.write_bytes(bytes(8191)),
        lambda file: file.write_bytes(bytes(8191) + b"x"),
    ],
    ids=["missing", "cut off", "changed"],
)
def test_a_damaged_copy_is_refused_by_the_name_of_the_file(copied, damage):
    damage(copied / "base/1/1259")

    with pytest.raises(Mistake, match="base/1/1259"):
        refuse_damage(copied)
