"""What the tables promise beyond constraints, and who may do what with them.

The registry is reference data: every role reads all of it, so its tables have no row policies. Web and
worker write only what actions keep; areas come with the product, from the owner alone.
"""

from django.db import migrations

from qinkang.accounts.row_security import Grant

KEEP_HISTORY = """
CREATE FUNCTION registry_keep_decisions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.known_until IS NULL AND NEW.known_until IS NOT NULL
       AND to_jsonb(NEW) - 'known_until' = to_jsonb(OLD) - 'known_until' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'decisions are never overwritten: % may only end what is known', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""

DECISIONS = ("codelist", "codeentry", "parametervalue", "term")

# Walks up from the new parent through every placement that shares a day with the way so far.
NO_CIRCLES = """
CREATE FUNCTION registry_units_stand_in_a_tree() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        WITH RECURSIVE above (unit_id, days) AS (
            SELECT NEW.parent_id, daterange(NEW.valid_from, NEW.valid_until, '[]')
            UNION
            SELECT p.parent_id, a.days * daterange(p.valid_from, p.valid_until, '[]')
            FROM above a JOIN registry_unitplacement p ON p.unit_id = a.unit_id
            WHERE p.parent_id IS NOT NULL AND a.unit_id <> NEW.unit_id
              AND a.days && daterange(p.valid_from, p.valid_until, '[]')
        )
        SELECT FROM above WHERE unit_id = NEW.unit_id
    ) THEN
        RAISE EXCEPTION 'a unit cannot stand below itself' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER registry_units_stand_in_a_tree AFTER INSERT OR UPDATE ON registry_unitplacement
    DEFERRABLE FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL) EXECUTE FUNCTION registry_units_stand_in_a_tree();
"""

# A code alone names no row of registry_area (it may have several), so a foreign key cannot say this.
KNOWN_AREA = """
CREATE FUNCTION registry_area_is_known() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM registry_area WHERE code = left(to_jsonb(NEW) ->> TG_ARGV[0], 6)) THEN
        RAISE EXCEPTION 'no such area' USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NEW;
END $$;
"""

SPEAKS_OF_AREAS = {"unitarea": "area_code", "reportunitmember": "area_code", "organisation": "county"}

SAME_LEVEL = """
ALTER TABLE registry_reportunit ADD CONSTRAINT registry_reportunit_id_level UNIQUE (id, level);
ALTER TABLE registry_reportunitmember ADD CONSTRAINT registry_member_has_its_units_level
    FOREIGN KEY (report_unit_id, level) REFERENCES registry_reportunit (id, level);
"""
SAME_LEVEL_BACK = """
ALTER TABLE registry_reportunitmember DROP CONSTRAINT registry_member_has_its_units_level;
ALTER TABLE registry_reportunit DROP CONSTRAINT registry_reportunit_id_level;
"""

# What officers keep through pages and imports; an import may run in the worker. The rest is only read.
MAY = {
    "area": (),
    **dict.fromkeys(
        "organisation formername qualification managementunit unitplacement unitarea reportunit "
        "reportunitmember holidaynotice".split(),
        ("INSERT", "UPDATE"),
    ),
    "workingday": ("INSERT", "UPDATE", "DELETE"),
    **dict.fromkeys(DECISIONS, ("INSERT", "UPDATE (known_until)")),
}


class Migration(migrations.Migration):
    dependencies = [("registry", "0002_tables")]
    operations = [
        migrations.RunSQL(KEEP_HISTORY, "DROP FUNCTION registry_keep_decisions"),
        *(
            migrations.RunSQL(
                f"CREATE TRIGGER registry_keep_decisions BEFORE UPDATE OR DELETE ON registry_{table} "
                "FOR EACH ROW EXECUTE FUNCTION registry_keep_decisions()",
                f"DROP TRIGGER registry_keep_decisions ON registry_{table}",
            )
            for table in DECISIONS
        ),
        migrations.RunSQL(NO_CIRCLES, "DROP FUNCTION registry_units_stand_in_a_tree CASCADE"),
        migrations.RunSQL(KNOWN_AREA, "DROP FUNCTION registry_area_is_known"),
        *(
            migrations.RunSQL(
                f"CREATE TRIGGER registry_area_is_known BEFORE INSERT OR UPDATE OF {column} ON registry_{table} "
                f"FOR EACH ROW EXECUTE FUNCTION registry_area_is_known('{column}')",
                f"DROP TRIGGER registry_area_is_known ON registry_{table}",
            )
            for table, column in SPEAKS_OF_AREAS.items()
        ),
        migrations.RunSQL(SAME_LEVEL, SAME_LEVEL_BACK),
        *(
            Grant(
                f"registry_{table}", web=("SELECT", *writes), worker=("SELECT", *writes), figures=("SELECT",)
            )
            for table, writes in MAY.items()
        ),
    ]
