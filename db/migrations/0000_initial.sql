CREATE TABLE "audit_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
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
);
--> statement-breakpoint
CREATE TABLE "grants" (
	"machine_id" uuid NOT NULL,
	"secret_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "grants_pk" PRIMARY KEY("machine_id","secret_id")
);
--> statement-breakpoint
CREATE TABLE "machine_projects" (
	"machine_id" uuid NOT NULL,
	"project_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "machine_projects_pk" PRIMARY KEY("machine_id","project_id")
);
--> statement-breakpoint
CREATE TABLE "machines" (
	"id" uuid PRIMARY KEY NOT NULL,
	"vault_id" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"public_key" "bytea" NOT NULL,
	"hostname" text NOT NULL,
	"source_ip" text NOT NULL,
	"enrollment_token_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"approved_at" timestamp with time zone,
	"disabled_at" timestamp with time zone,
	"expires_at" timestamp with time zone,
	"expired_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "nonce_watermark" (
	"id" text PRIMARY KEY NOT NULL,
	"refused_before" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "public_keys" (
	"public_key" "bytea" PRIMARY KEY NOT NULL,
	"machine_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "request_nonces" (
	"machine_id" uuid NOT NULL,
	"nonce" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "request_nonces_pk" PRIMARY KEY("machine_id","nonce")
);
--> statement-breakpoint
CREATE TABLE "projects" (
	"id" text PRIMARY KEY NOT NULL,
	"vault_id" text NOT NULL,
	"name" text NOT NULL,
	"description" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "secret_variables" (
	"project_id" text NOT NULL,
	"variable" text NOT NULL,
	"secret_id" text NOT NULL,
	CONSTRAINT "secret_variables_pk" PRIMARY KEY("project_id","variable")
);
--> statement-breakpoint
CREATE TABLE "secret_versions" (
	"secret_id" text NOT NULL,
	"version" integer NOT NULL,
	"sealed_value" "bytea" NOT NULL,
	"size_bytes" integer NOT NULL,
	"field_names" text[],
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	CONSTRAINT "secret_versions_pk" PRIMARY KEY("secret_id","version")
);
--> statement-breakpoint
CREATE TABLE "secrets" (
	"id" text PRIMARY KEY NOT NULL,
	"vault_id" text NOT NULL,
	"project_id" text NOT NULL,
	"name" text NOT NULL,
	"note" text NOT NULL,
	"kind" text NOT NULL,
	"field_names" text[],
	"current_version" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	"deleted_at" timestamp with time zone,
	"purge_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "enrollment_token_projects" (
	"token_id" text NOT NULL,
	"project_id" text NOT NULL,
	CONSTRAINT "enrollment_token_projects_pk" PRIMARY KEY("token_id","project_id")
);
--> statement-breakpoint
CREATE TABLE "enrollment_token_secrets" (
	"token_id" text NOT NULL,
	"secret_id" text NOT NULL,
	CONSTRAINT "enrollment_token_secrets_pk" PRIMARY KEY("token_id","secret_id")
);
--> statement-breakpoint
CREATE TABLE "enrollment_tokens" (
	"id" text PRIMARY KEY NOT NULL,
	"vault_id" text NOT NULL,
	"name" text NOT NULL,
	"description" text NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"source_cidr" text,
	"hostname_pattern" text,
	"name_pattern" text,
	"machine_lifetime_seconds" integer NOT NULL,
	"max_uses" integer NOT NULL,
	"uses" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"revoke_reason" text,
	CONSTRAINT "enrollment_tokens_uses" CHECK ("enrollment_tokens"."uses" >= 0 and "enrollment_tokens"."uses" <= "enrollment_tokens"."max_uses")
);
--> statement-breakpoint
CREATE TABLE "attempt_counters" (
	"bucket" text NOT NULL,
	"window_start" bigint NOT NULL,
	"attempts" integer NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "attempt_counters_pk" PRIMARY KEY("bucket","window_start")
);
--> statement-breakpoint
CREATE TABLE "instance_owner" (
	"is_claimed" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"user_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "instance_owner_single" CHECK ("instance_owner"."is_claimed")
);
--> statement-breakpoint
CREATE TABLE "known_devices" (
	"secret_hash" "bytea" PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"secret_hash" "bytea" PRIMARY KEY NOT NULL,
	"id" text NOT NULL,
	"user_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"source_ip" text NOT NULL,
	"user_agent" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "setup_links" (
	"secret_hash" "bytea" PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "instance_keys" (
	"purpose" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "members" (
	"vault_id" text NOT NULL,
	"user_id" text NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "members_pk" PRIMARY KEY("vault_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "vault_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"vault_id" text NOT NULL,
	"wrapped_key" "bytea" NOT NULL,
	"is_active" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"retired_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "vaults" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_machine_id_machines_id_fk" FOREIGN KEY ("machine_id") REFERENCES "public"."machines"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_secret_id_secrets_id_fk" FOREIGN KEY ("secret_id") REFERENCES "public"."secrets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "machine_projects" ADD CONSTRAINT "machine_projects_machine_id_machines_id_fk" FOREIGN KEY ("machine_id") REFERENCES "public"."machines"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "machine_projects" ADD CONSTRAINT "machine_projects_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "machines" ADD CONSTRAINT "machines_vault_id_vaults_id_fk" FOREIGN KEY ("vault_id") REFERENCES "public"."vaults"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "machines" ADD CONSTRAINT "machines_enrollment_token_id_enrollment_tokens_id_fk" FOREIGN KEY ("enrollment_token_id") REFERENCES "public"."enrollment_tokens"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "projects" ADD CONSTRAINT "projects_vault_id_vaults_id_fk" FOREIGN KEY ("vault_id") REFERENCES "public"."vaults"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "secret_variables" ADD CONSTRAINT "secret_variables_secret_id_secrets_id_fk" FOREIGN KEY ("secret_id") REFERENCES "public"."secrets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "secret_versions" ADD CONSTRAINT "secret_versions_secret" FOREIGN KEY ("secret_id") REFERENCES "public"."secrets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "secrets" ADD CONSTRAINT "secrets_vault_id_vaults_id_fk" FOREIGN KEY ("vault_id") REFERENCES "public"."vaults"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "secrets" ADD CONSTRAINT "secrets_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrollment_token_projects" ADD CONSTRAINT "enrollment_token_projects_token_id_enrollment_tokens_id_fk" FOREIGN KEY ("token_id") REFERENCES "public"."enrollment_tokens"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrollment_token_projects" ADD CONSTRAINT "enrollment_token_projects_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrollment_token_secrets" ADD CONSTRAINT "enrollment_token_secrets_token_id_enrollment_tokens_id_fk" FOREIGN KEY ("token_id") REFERENCES "public"."enrollment_tokens"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrollment_token_secrets" ADD CONSTRAINT "enrollment_token_secrets_secret_id_secrets_id_fk" FOREIGN KEY ("secret_id") REFERENCES "public"."secrets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrollment_tokens" ADD CONSTRAINT "enrollment_tokens_vault_id_vaults_id_fk" FOREIGN KEY ("vault_id") REFERENCES "public"."vaults"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "known_devices" ADD CONSTRAINT "known_devices_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_vault_id_vaults_id_fk" FOREIGN KEY ("vault_id") REFERENCES "public"."vaults"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vault_keys" ADD CONSTRAINT "vault_keys_vault_id_vaults_id_fk" FOREIGN KEY ("vault_id") REFERENCES "public"."vaults"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_events_vault" ON "audit_events" USING btree ("vault_id","at","id");--> statement-breakpoint
CREATE INDEX "audit_events_actor" ON "audit_events" USING btree ("vault_id","actor_id","at","id") WHERE actor_id is not null;--> statement-breakpoint
CREATE INDEX "audit_events_secret" ON "audit_events" USING btree ("vault_id","secret_id","at","id") WHERE secret_id is not null;--> statement-breakpoint
CREATE INDEX "audit_events_machine" ON "audit_events" USING btree ("vault_id","machine_id","at","id") WHERE machine_id is not null;--> statement-breakpoint
CREATE INDEX "audit_events_token" ON "audit_events" USING btree ("vault_id","token_id","at","id") WHERE token_id is not null;--> statement-breakpoint
CREATE INDEX "audit_events_project" ON "audit_events" USING btree ("vault_id","project_id","at","id") WHERE project_id is not null;--> statement-breakpoint
CREATE INDEX "audit_events_action" ON "audit_events" USING btree ("vault_id","action","at","id");--> statement-breakpoint
CREATE INDEX "audit_events_outcome" ON "audit_events" USING btree ("vault_id","outcome","at","id");--> statement-breakpoint
CREATE INDEX "grants_secret" ON "grants" USING btree ("secret_id");--> statement-breakpoint
CREATE INDEX "machine_projects_project" ON "machine_projects" USING btree ("project_id");--> statement-breakpoint
CREATE UNIQUE INDEX "machines_public_key" ON "machines" USING btree ("public_key");--> statement-breakpoint
CREATE INDEX "machines_vault" ON "machines" USING btree ("vault_id","created_at","id");--> statement-breakpoint
CREATE INDEX "machines_token" ON "machines" USING btree ("enrollment_token_id","created_at");--> statement-breakpoint
CREATE INDEX "machines_expiry" ON "machines" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "request_nonces_expiry" ON "request_nonces" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "projects_vault_name" ON "projects" USING btree ("vault_id","name");--> statement-breakpoint
CREATE INDEX "secret_variables_secret" ON "secret_variables" USING btree ("secret_id");--> statement-breakpoint
CREATE UNIQUE INDEX "secrets_project_name" ON "secrets" USING btree ("project_id","name") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "secrets_vault" ON "secrets" USING btree ("vault_id");--> statement-breakpoint
CREATE INDEX "secrets_purge" ON "secrets" USING btree ("purge_at") WHERE purge_at is not null;--> statement-breakpoint
CREATE INDEX "enrollment_token_projects_project" ON "enrollment_token_projects" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "enrollment_token_secrets_secret" ON "enrollment_token_secrets" USING btree ("secret_id");--> statement-breakpoint
CREATE UNIQUE INDEX "enrollment_tokens_hash" ON "enrollment_tokens" USING btree ("token_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "enrollment_tokens_vault_name" ON "enrollment_tokens" USING btree ("vault_id","name");--> statement-breakpoint
CREATE INDEX "enrollment_tokens_vault" ON "enrollment_tokens" USING btree ("vault_id","created_at");--> statement-breakpoint
CREATE INDEX "attempt_counters_expiry" ON "attempt_counters" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "known_devices_user" ON "known_devices" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_id" ON "sessions" USING btree ("id");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email" ON "users" USING btree ("email");--> statement-breakpoint
CREATE UNIQUE INDEX "instance_keys_purpose" ON "instance_keys" USING btree ("purpose");--> statement-breakpoint
CREATE INDEX "members_user" ON "members" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "vault_keys_vault" ON "vault_keys" USING btree ("vault_id");