"""What is to happen to each row that arrives, decided by one statement over keys and versions."""

from collections.abc import Sequence
from enum import StrEnum

import pyarrow as pa
from django.db import connection

from qinkang.records.tables import Recorded
from qinkang.records.writing import staging
from qinkang.records.writing.planning import looked_up_by_key
from qinkang.records.writing.rows import copy


class Outcome(StrEnum):
    """What happened to a row; `LABELS` gives the words for the sender's receipt."""

    INSERTED = "inserted"
    SUPERSEDED = "superseded"
    UNCHANGED = "unchanged"
    IGNORED = "ignored"
    REPEATED = "repeated"
    WITHDRAWN = "withdrawn"
    ABSENT = "absent"
    CONFLICT = "conflict"
    CORRECTED = "corrected"  # the office has corrected the record, and the row would undo that


LABELS = {
    Outcome.INSERTED: "已新增",
    Outcome.SUPERSEDED: "已更新",
    Outcome.UNCHANGED: "内容无变化",
    Outcome.IGNORED: "已有更新版本",
    Outcome.REPEATED: "本批内重复，采用了较新的一行",
    Outcome.WITHDRAWN: "已作废",
    Outcome.ABSENT: "没有可作废的记录",
    Outcome.CONFLICT: "业务主键与另一条记录相同",
    Outcome.CORRECTED: "与已核准的更正不同，未采用",
}

# A row is the same record by the sender's number, else by the business key. A version only competes
# with a version; where one of the two has none, the later batch is newer, even if it was stored before,
# unless it was withdrawn.
# A record that others hold back (a rule across records) is not changed by a row that says the same again,
# nor is one that two people have released as it is.
# Of several rows of one batch that mean the same record the newest speaks. OFFSET 0 keeps the look-ups
# as they are written.
DECIDE = """
WITH found AS (
  SELECT k.*, COALESCE(by_no.id, by_key.id) AS record, by_no.id <> by_key.id AS clash,
    num_nonnulls(k.source_version, CASE WHEN by_no.id IS NULL THEN by_key.source_version
      ELSE by_no.source_version END) < 2 AND COALESCE(by_no.batch_id, by_key.batch_id) > %(batch)s
      AND COALESCE(by_no.batch_id, by_key.batch_id) <> ALL(%(gone)s) AS overtaken
  FROM staging_key k
  LEFT JOIN LATERAL (SELECT id, source_version, batch_id FROM {table}
    WHERE sender = %(sender)s AND source_no = k.source_no OFFSET 0) by_no ON true
  LEFT JOIN LATERAL (SELECT id, source_version, batch_id FROM {table}
    WHERE business_key = k.business_key AND standing <> 'withdrawn' OFFSET 0) by_key ON true
),
ranked AS (
  SELECT f.*,
    CASE WHEN source_no IS NULL THEN 1 ELSE row_number() OVER (
      PARTITION BY source_no ORDER BY source_version DESC NULLS LAST, position DESC) END AS of_number,
    CASE WHEN business_key IS NULL THEN 1 ELSE row_number() OVER (
      PARTITION BY business_key ORDER BY source_version DESC NULLS LAST, position DESC) END AS of_key,
    CASE WHEN record IS NULL THEN 1 ELSE row_number() OVER (
      PARTITION BY record ORDER BY source_version DESC NULLS LAST, position DESC) END AS of_record
  FROM found f
)
SELECT r.position, r.record, COALESCE(t.version, 0),
  CASE
    WHEN r.of_number > 1 OR r.of_key > 1 OR r.of_record > 1 THEN 'repeated'
    WHEN r.withdraw AND t.id IS NULL THEN 'absent'
    WHEN r.withdraw AND t.standing = 'withdrawn' THEN 'unchanged'
    WHEN r.withdraw AND (r.source_version < t.source_version OR r.overtaken) THEN 'ignored'
    WHEN r.withdraw THEN 'withdrawn'
    WHEN r.clash THEN 'conflict'
    WHEN t.id IS NULL THEN 'inserted'
    WHEN r.source_version < t.source_version OR r.overtaken THEN 'ignored'
    WHEN t.content = r.content AND (t.standing = r.standing OR t.standing = 'held' AND EXISTS (
      SELECT FROM records_crossfinding c
      WHERE c.dataset = %(dataset)s AND c.record_id = t.id AND c.effect = 'hold')
      OR t.standing = 'accepted' AND EXISTS (SELECT FROM records_correction c WHERE c.dataset = %(dataset)s
        AND c.record_id = t.id AND c.kind = 'release' AND c.state = 'applied' AND c.content = t.content))
      THEN 'unchanged'
    WHEN r.source_version = t.source_version THEN 'ignored'
    ELSE 'superseded'
  END
FROM ranked r LEFT JOIN {table} t ON t.id = r.record
ORDER BY r.position
"""


def decide(
    model: type[Recorded], keys: pa.Table, *, sender: int, batch: int, gone: Sequence[int] = ()
) -> pa.Table:
    """Return record (its number, null for a new one), version (that of now) and outcome of each row.

    Args:
        keys: source_no, business_key, source_version, content, standing, withdraw, row by row.
        sender: number of the sending system.
        batch: number of the batch; batches are numbered in the order of arrival.
        gone: later batches that were withdrawn.
    """
    numbered = keys.append_column("position", pa.array(range(len(keys)), pa.int32()))
    copy(staging.KEYS, numbered)
    with looked_up_by_key(), connection.cursor() as cursor:
        cursor.execute(
            DECIDE.format(table=model._meta.db_table),
            {"sender": sender, "batch": batch, "dataset": model.dataset.code, "gone": list(gone)},
        )
        found = cursor.fetchall()
    staging.emptied(staging.KEYS)
    _, record, version, outcome = zip(*found, strict=True) if found else ((), (), (), ())
    return pa.table(
        {
            "record": pa.array(record, pa.int64()),
            "version": pa.array(version, pa.int32()),
            "outcome": pa.array(outcome, pa.string()),
        }
    )
