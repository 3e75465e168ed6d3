"""What the receiver has accepted, in SQLite, safe on disk before it answers."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes

from qinkang.sandbox.receivers.national_elderly import checks

TABLES = """
CREATE TABLE IF NOT EXISTS accepted (
    our_ref TEXT, version INTEGER, dataset TEXT, operation TEXT, digest TEXT, receipt_no TEXT, accepted_at TEXT,
    presented INTEGER DEFAULT 1, PRIMARY KEY (our_ref, version)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS refused (
    our_ref TEXT, version INTEGER, code TEXT, field TEXT, refused_at TEXT,
    presented INTEGER DEFAULT 1, PRIMARY KEY (our_ref, version)) WITHOUT ROWID;
-- The newest version of each thing, and a digest of what it speaks of to know it twice.
CREATE TABLE IF NOT EXISTS newest (our_ref TEXT PRIMARY KEY, version INTEGER, thing TEXT) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS newest_thing ON newest (thing);
"""


class Ledger:
    """One file; one writer at a time, any number of threads."""

    def __init__(self, file: Path, filed: frozenset[str] | None = None) -> None:
        self.filed = filed
        self._lock = threading.Lock()
        self._db = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")  # an answer given is a row on disk, kill -9 or not
        self._db.executescript(TABLES)

    def take(self, message: dict[str, Any], digests: list[str]) -> list[dict[str, Any]]:
        """Judge and store the records of a message in one transaction; return the result rows."""
        dataset, sent_on = message["dataset_code"], datetime.fromisoformat(message["sent_at"]).date()
        records = zip(message["payload"], digests, strict=True)
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                results = [self._taken(dataset, record, digest, sent_on) for record, digest in records]
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")
        return results

    def _taken(self, dataset: str, record: dict[str, Any], digest: str, sent_on: date) -> dict[str, Any]:
        ref, version = key = record["our_ref"], record["version"]
        known = self._db.execute(
            "SELECT digest, receipt_no FROM accepted WHERE our_ref = ? AND version = ?", key
        ).fetchone()
        if known and known[0] == digest:
            self._db.execute(
                "UPDATE accepted SET presented = presented + 1 WHERE our_ref = ? AND version = ?", key
            )
            return _accepted(ref, version, known[1])
        thing = _digest_of(checks.thing(dataset, record))
        code, field = ("E2003", "") if known else self._wrong(dataset, record, thing, sent_on)
        now = datetime.now(UTC).isoformat()
        if code:
            self._db.execute(
                "INSERT INTO refused VALUES (?, ?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET code = excluded.code,"
                " field = excluded.field, presented = presented + 1",
                (ref, version, code, field, now),
            )
            return _rejected(ref, version, code, field)
        receipt = f"QG{digest[:16].upper()}"
        row = (ref, version, dataset, record["operation"], digest, receipt, now)
        self._db.execute("INSERT INTO accepted VALUES (?, ?, ?, ?, ?, ?, ?, 1)", row)
        self._db.execute("INSERT OR REPLACE INTO newest VALUES (?, ?, ?)", (ref, version, thing))
        self._db.execute("DELETE FROM refused WHERE our_ref = ? AND version = ?", key)
        return _accepted(ref, version, receipt)

    def _wrong(
        self, dataset: str, record: dict[str, Any], thing: str | None, sent_on: date
    ) -> tuple[str, str]:
        ref = record["our_ref"]
        newest = self._db.execute("SELECT version FROM newest WHERE our_ref = ?", (ref,)).fetchone()
        if newest and newest[0] > record["version"]:
            return "E2002", "version"
        code, field = checks.of_record(dataset, record, sent_on, self.filed)
        if code or thing is None:
            return code, field
        twin = self._db.execute("SELECT 1 FROM newest WHERE thing = ? AND our_ref <> ?", (thing, ref))
        return ("E2001", "ZJHM") if twin.fetchone() else ("", "")

    def known(self, refs: Iterable[tuple[str, int]]) -> list[dict[str, Any]]:
        """What there is of these references."""
        with self._lock:
            return [self._known(ref, version) for ref, version in refs]

    def _known(self, ref: str, version: int) -> dict[str, Any]:
        where = "WHERE our_ref = ? AND version = ?"
        if row := self._db.execute(f"SELECT receipt_no FROM accepted {where}", (ref, version)).fetchone():  # noqa: S608
            return _accepted(ref, version, row[0])
        if row := self._db.execute(f"SELECT code, field FROM refused {where}", (ref, version)).fetchone():  # noqa: S608
            return _rejected(ref, version, *row)
        return {"our_ref": ref, "version": version, "status": "unknown"}

    def exported(self) -> dict[str, Any]:
        """Everything, for comparing with our outbox: `accepted` and `refused` as lists of rows."""
        with self._lock:
            return {table: self._rows(table) for table in ("accepted", "refused")}

    def _rows(self, table: str) -> list[dict[str, Any]]:
        found = self._db.execute(f"SELECT * FROM {table} ORDER BY our_ref, version")  # noqa: S608
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found]


def _accepted(ref: str, version: int, receipt: str) -> dict[str, Any]:
    return {"our_ref": ref, "version": version, "status": "accepted", "receipt_no": receipt}


def _rejected(ref: str, version: int, code: str, field: str) -> dict[str, Any]:
    error = {"code": code, "field": field, "message": checks.SAYS[code]}
    return {"our_ref": ref, "version": version, "status": "rejected", "errors": [error]}


def _digest_of(thing: str | None) -> str | None:
    return None if thing is None else sm3(thing.encode())


def canonical(value: Any) -> bytes:
    """JSON as digests are taken of it: UTF-8, no spaces, keys in the order they came."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def sm3(data: bytes) -> str:
    """The SM3 digest in hexadecimal."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize().hex()
