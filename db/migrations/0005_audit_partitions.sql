-- Moving what is there may take minutes on a large log.
SET LOCAL statement_timeout = 0;--> statement-breakpoint
SET LOCAL idle_in_transaction_session_timeout = 0;--> statement-breakpoint
ALTER TABLE "audit_events" RENAME TO "audit_events_before";--> statement-breakpoint
ALTER TABLE "audit_events_before" ALTER COLUMN "id" DROP IDENTITY;--> statement-breakpoint
-- Not an identity: before PostgreSQL 17 a partitioned table cannot have one.
CREATE SEQUENCE "audit_events_id_seq" AS bigint;--> statement-breakpoint
CREATE TABLE "audit_events" (
	"id" bigint DEFAULT nextval('audit_events_id_seq') NOT NULL,
	"vault_id" text,
	"at" timestamp with time zone NOT NULL,
	"action" text NOT NULL,
	"outcome" text NOT NULL,
	"reason" text,
	"actor_kind" text NOT NULL,
	"actor_id" text,
	"actor_label" text NOT NULL,
	"target_kind" text,
	"target_id" text,
	"target_label" text,
	"project_id" text,
	"secret_id" text,
	"machine_id" text,
	"token_id" text,
	"version" integer,
	"source_ip" text,
	"user_agent" text,
	"request_id" text NOT NULL
) PARTITION BY RANGE ("at");--> statement-breakpoint
ALTER SEQUENCE "audit_events_id_seq" OWNED BY "audit_events"."id";--> statement-breakpoint
CREATE TRIGGER audit_events_append_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events
  FOR EACH STATEMENT EXECUTE FUNCTION audit_events_refuse_change();--> statement-breakpoint
-- A partition as it must be before it holds a row: a statement that names it meets its own trigger, not its parent's, and
-- no right is left over from default privileges. Attaching locks the log for nobody who reads or writes it.
CREATE FUNCTION audit_events_make_partition(name text, bounds text) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  holder record;
BEGIN
  EXECUTE format('CREATE TABLE public.%I (LIKE public.audit_events INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name);
  EXECUTE format('CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON public.%I
    FOR EACH STATEMENT EXECUTE FUNCTION public.audit_events_refuse_change()', name);
  FOR holder IN
    SELECT DISTINCT a.grantee FROM pg_class c, aclexplode(c.relacl) a
    WHERE c.oid = format('public.%I', name)::regclass AND a.grantee <> c.relowner
  LOOP
    EXECUTE format('REVOKE ALL ON public.%I FROM %s', name,
      CASE holder.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(holder.grantee)) END);
  END LOOP;
  EXECUTE format('ALTER TABLE public.audit_events ATTACH PARTITION public.%I %s', name, bounds);
END
$$;--> statement-breakpoint
CREATE FUNCTION audit_events_make_month(month timestamptz) RETURNS boolean LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' AS $$
DECLARE
  start timestamptz := date_trunc('month', month);
  name text := to_char(start, '"audit_events_y"YYYY"m"MM');
BEGIN
  IF to_regclass('public.' || name) IS NOT NULL THEN RETURN false; END IF;
  PERFORM public.audit_events_make_partition(name,
    format('FOR VALUES FROM (%L) TO (%L)', start, start + interval '1 month'));
  RETURN true;
END
$$;--> statement-breakpoint
-- Callable by the app's role, whose sweeps run long after the owner has left. It takes nothing from the caller, does nothing
-- when nothing is missing, and gives way to statements that hold the log: there are months of room. A month that the default
-- partition already holds rows of stays there, because rows are never moved.
CREATE FUNCTION audit_events_make_partitions() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET lock_timeout = '1s' AS $$
DECLARE
  made integer := 0;
BEGIN
  IF NOT pg_try_advisory_xact_lock(7301964103) THEN RETURN 0; END IF;
  FOR n IN 0..12 LOOP
    BEGIN
      IF public.audit_events_make_month(date_trunc('month', clock_timestamp()) + make_interval(months => n)) THEN
        made := made + 1;
      END IF;
    EXCEPTION
      WHEN check_violation THEN NULL;
      WHEN lock_not_available OR deadlock_detected THEN RETURN made;
    END;
  END LOOP;
  RETURN made;
END
$$;--> statement-breakpoint
REVOKE ALL ON FUNCTION audit_events_make_partition(text, text), audit_events_make_month(timestamptz),
  audit_events_make_partitions() FROM PUBLIC;--> statement-breakpoint
SELECT audit_events_make_partition('audit_events_default', 'DEFAULT');--> statement-breakpoint
SELECT audit_events_make_month(month) FROM (
  SELECT DISTINCT date_trunc('month', at, 'UTC') AS month FROM audit_events_before
) AS months ORDER BY month;--> statement-breakpoint
SELECT audit_events_make_partitions();--> statement-breakpoint
INSERT INTO audit_events SELECT * FROM audit_events_before ORDER BY id;--> statement-breakpoint
SELECT setval('audit_events_id_seq', max(id)) FROM audit_events HAVING max(id) IS NOT NULL;--> statement-breakpoint
DROP TABLE audit_events_before;--> statement-breakpoint
CREATE INDEX "audit_events_vault" ON "audit_events" USING btree ("vault_id","at","id","action");--> statement-breakpoint
CREATE INDEX "audit_events_actor" ON "audit_events" USING btree ("vault_id","actor_id","at","id") WHERE actor_kind <> 'machine';--> statement-breakpoint
CREATE INDEX "audit_events_secret" ON "audit_events" USING btree ("vault_id","secret_id","at","id") WHERE secret_id is not null;--> statement-breakpoint
CREATE INDEX "audit_events_machine" ON "audit_events" USING btree ("vault_id","machine_id","at","id") WHERE machine_id is not null;--> statement-breakpoint
CREATE INDEX "audit_events_token" ON "audit_events" USING btree ("vault_id","token_id","at","id") WHERE token_id is not null;--> statement-breakpoint
CREATE INDEX "audit_events_project" ON "audit_events" USING btree ("vault_id","project_id","at","id") WHERE project_id is not null;--> statement-breakpoint
CREATE INDEX "audit_events_action" ON "audit_events" USING btree ("vault_id","action","at","id") WHERE action <> 'secret.read';--> statement-breakpoint
CREATE INDEX "audit_events_outcome" ON "audit_events" USING btree ("vault_id","outcome","at","id") WHERE outcome <> 'allowed';--> statement-breakpoint
CREATE INDEX "audit_events_machine_reads" ON "audit_events" USING btree ("vault_id","machine_id","secret_id","at","id") WHERE action = 'secret.read';
