"""A file of a form that is sent whole: sealed piece by piece as it comes in, never in the clear on disk."""

from __future__ import annotations

import shutil
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from qinkang.intake.landing import landing_folder
from qinkang.intake.presenters.uploads import PLAIN
from qinkang.intake.uploading import PIECE, keep_piece, new_place


class Sealed(UploadedFile):
    """What is known of a file whose bytes lie sealed."""

    def close(self) -> None:
        """Close nothing: no file is open."""


class Arriving(FileUploadHandler):
    """Keeps the one file of a form as the pieces of an upload.

    Attributes:
        place: name of the folder of the pieces, once there is a file.
        too_large: whether it was more than a form may send whole.
    """

    def __init__(self, request: Any) -> None:
        super().__init__(request)
        self.place = ""
        self.too_large = False
        self._waiting = bytearray()
        self._pieces = 0
        self._name = ""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Make its folder; a second file is passed over."""
        super().new_file(*args, **kwargs)
        self.place = self.place or new_place()
        self._name = self.file_name or ""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Seal what is a whole piece."""
        if start + len(raw_data) > PLAIN:
            self.too_large = True
            raise StopUpload(connection_reset=False)
        self._waiting += raw_data
        while len(self._waiting) >= PIECE:
            self._keep(PIECE)

    def file_complete(self, file_size: int) -> UploadedFile:
        """Seal what is left."""
        if self._waiting:
            self._keep(len(self._waiting))
        return Sealed(None, name=self._name, size=file_size)

    def forget(self) -> None:
        """Take away what was kept."""
        if self.place:
            shutil.rmtree(landing_folder() / "uploads" / self.place, ignore_errors=True)
            self.place = ""

    def _keep(self, length: int) -> None:
        keep_piece(self.place, self._pieces, bytes(self._waiting[:length]))
        del self._waiting[:length]
        self._pieces += 1
