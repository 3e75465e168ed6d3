"""Static files: collected once under hashed names, compressed once, served with an endless life."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

from qinkang.mistake import Mistake
from qinkang.web.vendored import FILES


class AssetStorage(CompressedManifestStaticFilesStorage):
    """Gives hashed names where the files were built, and plain ones where they were not."""

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """Return the hashed name; the plain one in a checkout that never built its assets."""
        try:
            return str(super().stored_name(name))
        except ValueError:
            return name


def build() -> Path:
    """Collect, hash and compress whatever changed since the last time; return the folder.

    Raises Mistake where the files of others are not installed.
    """
    missing = [path for path in FILES if not finders.find(path)]
    if missing:
        raise Mistake(
            f"页面资源没有安装（缺少 {missing[0]} 等 {len(missing)} 个文件）。请用 ./qk serve 启动。"
        )
    folder = Path(settings.STATIC_ROOT)
    stamp, wanted = folder / "built", fingerprint()
    if not stamp.exists() or stamp.read_text(encoding="ascii") != wanted:
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(wanted, encoding="ascii")
    return folder


def fingerprint() -> str:
    """Return a digest of every source file's name, size and time of change."""
    seen = hashlib.sha256()
    for finder in finders.get_finders():
        for path, storage in finder.list(None):
            facts = Path(storage.path(path)).stat()
            seen.update(f"{path}|{facts.st_size}|{facts.st_mtime_ns}\n".encode())
    return seen.hexdigest()
