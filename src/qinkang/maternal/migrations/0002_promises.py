"""What the stock promises beyond constraints, and who may do what with its tables.

The law of conservation: whatever a transaction did, at its end every sheet of a confirmed consignment lies
in exactly one row of the stock. That it lies in no two is the exclusion constraint; that it lies in one is
held here, at the commit: sheets that a row no longer holds must be held by another, sheets that a row holds
must be of its consignment, and a consignment is confirmed with all its sheets.
Row security would hide other holders' rows from the question, so it is asked in the scope of the whole tree.
"""

from django.db import migrations

from qinkang.accounts.row_security import AppendOnly, Grant, ReachedByKey, SecureRows

EVERYTHING = """
CREATE FUNCTION maternal_look_at_everything() RETURNS text LANGUAGE plpgsql AS $$
DECLARE before text := coalesce(current_setting('qk.scope', true), '');
BEGIN
    PERFORM set_config('qk.scope', (SELECT '{' || string_agg(DISTINCT unit_id::text, ',') || '}'
        FROM registry_unitplacement WHERE parent_id IS NULL), true);
    RETURN before;
END $$;
"""

CONSERVED = """
CREATE FUNCTION maternal_sheets_are_conserved() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before text := maternal_look_at_everything();
    held bigint;
BEGIN
    IF TG_TABLE_NAME = 'maternal_consignment' THEN
        SELECT coalesce(sum(upper(span) - lower(span)), 0) INTO held
        FROM maternal_stock WHERE consignment_id = NEW.id AND span <@ NEW.span;
        IF held <> upper(NEW.span) - lower(NEW.span) THEN
            RAISE EXCEPTION 'the stock of a consignment is not the consignment' USING ERRCODE = 'check_violation';
        END IF;
    ELSE
        IF TG_OP <> 'INSERT' THEN
            SELECT coalesce(sum(upper(span * OLD.span) - lower(span * OLD.span)), 0) INTO held
            FROM maternal_stock WHERE consignment_id = OLD.consignment_id AND span && OLD.span;
            IF held <> upper(OLD.span) - lower(OLD.span) THEN
                RAISE EXCEPTION 'sheets went out of the stock' USING ERRCODE = 'check_violation';
            END IF;
        END IF;
        IF TG_OP <> 'DELETE' AND NOT EXISTS (
            SELECT FROM maternal_consignment
            WHERE id = NEW.consignment_id AND state = 'confirmed' AND span @> NEW.span
        ) THEN
            RAISE EXCEPTION 'sheets came into the stock from nowhere' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    PERFORM set_config('qk.scope', before, true);
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER maternal_sheets_are_conserved AFTER INSERT OR UPDATE OR DELETE ON maternal_stock
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION maternal_sheets_are_conserved();
CREATE CONSTRAINT TRIGGER maternal_sheets_are_conserved AFTER INSERT OR UPDATE ON maternal_consignment
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.state = 'confirmed')
    EXECUTE FUNCTION maternal_sheets_are_conserved();
"""

KEPT = (
    "CREATE TRIGGER registry_keep_decisions BEFORE UPDATE OR DELETE ON maternal_letter "
    "FOR EACH ROW EXECUTE FUNCTION registry_keep_decisions()"
)
OF_CONSIGNMENTS = ("SELECT", "INSERT", "UPDATE (state, decided_by, decided_at, said)")
OF_SLIPS = (
    "SELECT",
    "INSERT",
    "UPDATE (state, checked_by, checked_at, refused_by, ended_by, ended_at, said)",
)
WHOLE = ("SELECT", "INSERT", "UPDATE", "DELETE")
ADDED = ("SELECT", "INSERT")


class Migration(migrations.Migration):
    dependencies = [("maternal", "0001_tables"), ("registry", "0003_promises"), ("accounts", "0003_promises")]
    operations = [
        migrations.RunSQL(EVERYTHING, "DROP FUNCTION maternal_look_at_everything"),
        migrations.RunSQL(CONSERVED, "DROP FUNCTION maternal_sheets_are_conserved CASCADE"),
        migrations.RunSQL(KEPT, "DROP TRIGGER registry_keep_decisions ON maternal_letter"),
        Grant(
            "maternal_letter",
            web=("SELECT", "INSERT", "UPDATE (known_until)"),
            worker=("SELECT",),
            figures=("SELECT",),
        ),
        SecureRows("maternal_consignment", web=OF_CONSIGNMENTS, worker=OF_CONSIGNMENTS),
        SecureRows("maternal_slip", web=OF_SLIPS, worker=OF_SLIPS),
        SecureRows("maternal_stock", web=WHOLE, worker=WHOLE),
        SecureRows("maternal_movement", web=ADDED, worker=ADDED),
        AppendOnly("maternal_movement"),
        # Movements are asked for by sheet, holder or day; beside those its index would only mislead the planner.
        ReachedByKey("maternal_movement"),
    ]
