DROP INDEX "machines_expiry";--> statement-breakpoint
CREATE INDEX "audit_events_machine_reads" ON "audit_events" USING btree ("vault_id","machine_id","secret_id","at","id") WHERE action = 'secret.read';--> statement-breakpoint
CREATE INDEX "machines_expiry" ON "machines" USING btree ("expires_at") WHERE expired_at is null;