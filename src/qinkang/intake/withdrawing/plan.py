"""What is to happen to each record that a batch touched, worked out in one statement."""

from __future__ import annotations

from django.db import connection

from qinkang.intake.missing import model_of
from qinkang.intake.models import Batch
from qinkang.intake.withdrawing.hashing import joined_by_hashing

PLAN = "withdrawal_plan"

# It holds numbers only, and is gone with the transaction.
MAKE = """
CREATE TEMPORARY TABLE IF NOT EXISTS withdrawal_plan (
  id bigint PRIMARY KEY,  -- of the record
  action text NOT NULL,  -- withdraw, restore, adopt (keep, with the batch that said the same), keep
  version int,  -- of the state that holds
  batch bigint,  -- that wrote this state
  backer bigint,  -- the batch that stands behind it now
  same boolean,  -- whether its values are those of now
  parts_at timestamptz,  -- when its groups were superseded
  unsure boolean NOT NULL DEFAULT false  -- whether its groups cannot be told from those of another state
) ON COMMIT DROP;
TRUNCATE withdrawal_plan
"""

# States in their order. What one transaction changed twice has one time of superseding, so versions decide.
# A batch stands behind a state that it wrote, or that it found unchanged while the state stood.
FILL = """
INSERT INTO withdrawal_plan (id, action, version, batch, backer, same, parts_at)
WITH touched AS MATERIALIZED (
  SELECT record AS id FROM intake_receipt WHERE batch_id = %(batch)s AND record IS NOT NULL
  UNION SELECT record FROM intake_missingrecord WHERE batch_id = %(batch)s AND done_at IS NOT NULL
),
states AS MATERIALIZED (
  SELECT h.id, h.version, h.batch_id, h.standing, h.content, h.recorded_at, h.superseded_at
  FROM touched JOIN {table}_history h USING (id)
  UNION ALL
  SELECT t.id, t.version, t.batch_id, t.standing, t.content, t.recorded_at, NULL
  FROM touched JOIN {table} t USING (id)
),
ordered AS (
  SELECT s.*, lead(recorded_at) OVER w AS next_at, row_number() OVER w AS place,
    lag(content) OVER w IS DISTINCT FROM content AS new_content
  FROM states s WINDOW w AS (PARTITION BY id ORDER BY version, recorded_at, superseded_at NULLS LAST)
),
runs AS (
  SELECT o.*, count(*) FILTER (WHERE new_content) OVER (PARTITION BY id ORDER BY place) AS run FROM ordered o
),
placed AS (
  SELECT r.*, max(superseded_at) OVER (PARTITION BY id, run) AS parts_at,
    first_value(content) OVER (PARTITION BY id ORDER BY place DESC) AS content_now
  FROM runs r
),
gone AS (SELECT id FROM intake_batch WHERE id = %(batch)s OR (dataset = %(dataset)s AND state = 'withdrawn')),
said_again AS MATERIALIZED (
  SELECT r.record AS id, c.id AS batch, c.stored_at
  FROM intake_batch c JOIN intake_receipt r ON r.batch_id = c.id
  WHERE c.dataset = %(dataset)s AND c.state = 'stored' AND c.id <> %(batch)s AND r.outcome = 'unchanged'
    AND c.stored_at >= (SELECT min(recorded_at) FROM placed WHERE batch_id IN (SELECT id FROM gone))
    AND r.record IN (SELECT id FROM touched)
),
agreeing AS (
  SELECT p.id, p.place, min(a.batch) AS batch
  FROM placed p JOIN said_again a ON a.id = p.id AND a.stored_at >= p.recorded_at
    AND (p.next_at IS NULL OR a.stored_at < p.next_at)
  WHERE p.batch_id IN (SELECT id FROM gone) GROUP BY p.id, p.place
),
backed AS (
  SELECT p.*, CASE WHEN p.batch_id IN (SELECT id FROM gone) THEN g.batch ELSE p.batch_id END AS backer
  FROM placed p LEFT JOIN agreeing g USING (id, place)
),
held AS (SELECT DISTINCT ON (id) * FROM backed WHERE backer IS NOT NULL ORDER BY id, place DESC),
present AS (SELECT * FROM placed WHERE superseded_at IS NULL),
mine AS (SELECT DISTINCT id FROM placed WHERE batch_id = %(batch)s)
SELECT n.id,
  CASE
    WHEN m.id IS NULL THEN 'keep'
    WHEN h.id IS NULL AND n.standing = 'withdrawn' THEN 'keep'
    WHEN h.id IS NULL THEN 'withdraw'
    WHEN h.place = n.place AND n.batch_id <> %(batch)s THEN 'keep'
    WHEN h.content = n.content AND h.standing = n.standing THEN 'adopt'
    ELSE 'restore'
  END,
  h.version, h.batch_id, h.backer, h.content = n.content, h.parts_at
FROM present n LEFT JOIN held h USING (id) LEFT JOIN mine m USING (id)
"""

# Two states of a record that ended in one transaction: their groups ended at the same moment.
UNSURE = """
UPDATE withdrawal_plan p SET unsure = true
WHERE p.action = 'restore' AND NOT p.same
  AND 1 < (SELECT count(DISTINCT h.content) FROM {table}_history h
    WHERE h.id = p.id AND h.superseded_at = p.parts_at)
"""


def make_plan(batch: Batch) -> None:
    """Work out what is to happen; it stands in a temporary table until the transaction ends.

    Call it inside `acting_as` in the scope of the whole province.
    """
    table = model_of(batch.dataset)._meta.db_table
    with joined_by_hashing(), connection.cursor() as cursor:
        cursor.execute(MAKE)
        cursor.execute(FILL.format(table=table), {"batch": batch.pk, "dataset": batch.dataset})
        cursor.execute(UNSURE.format(table=table))
        cursor.execute(f"ANALYZE {PLAN}")
