CREATE TABLE "bootstrap_tokens" (
	"id" text PRIMARY KEY NOT NULL,
	"vault_id" text NOT NULL,
	"kind" text NOT NULL,
	"machine_name" text,
	"description" text NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"machine_lifetime_seconds" integer,
	"guardrails" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"machine_id" uuid,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "machine_extensions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"machine_id" uuid NOT NULL,
	"previous_expires_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"reason" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	"undone_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "watch_baselines" (
	"machine_id" uuid NOT NULL,
	"secret_id" text NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "watch_baselines_pk" PRIMARY KEY("machine_id","secret_id")
);
--> statement-breakpoint
ALTER TABLE "machines" ADD COLUMN "bootstrap_token_id" text;--> statement-breakpoint
ALTER TABLE "machines" ADD COLUMN "guardrails" jsonb;--> statement-breakpoint
ALTER TABLE "machines" ADD COLUMN "replaces_machine_id" uuid;--> statement-breakpoint
ALTER TABLE "secret_versions" ADD COLUMN "restored_from" integer;--> statement-breakpoint
ALTER TABLE "bootstrap_tokens" ADD CONSTRAINT "bootstrap_tokens_vault_id_vaults_id_fk" FOREIGN KEY ("vault_id") REFERENCES "public"."vaults"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "machine_extensions" ADD CONSTRAINT "machine_extensions_machine_id_machines_id_fk" FOREIGN KEY ("machine_id") REFERENCES "public"."machines"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "watch_baselines" ADD CONSTRAINT "watch_baselines_machine_id_machines_id_fk" FOREIGN KEY ("machine_id") REFERENCES "public"."machines"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "watch_baselines" ADD CONSTRAINT "watch_baselines_secret_id_secrets_id_fk" FOREIGN KEY ("secret_id") REFERENCES "public"."secrets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "bootstrap_tokens_hash" ON "bootstrap_tokens" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "bootstrap_tokens_vault" ON "bootstrap_tokens" USING btree ("vault_id","created_at");--> statement-breakpoint
CREATE INDEX "machine_extensions_machine" ON "machine_extensions" USING btree ("machine_id","created_at");--> statement-breakpoint
CREATE INDEX "watch_baselines_secret" ON "watch_baselines" USING btree ("secret_id");--> statement-breakpoint
ALTER TABLE "machines" ADD CONSTRAINT "machines_bootstrap_token_id_bootstrap_tokens_id_fk" FOREIGN KEY ("bootstrap_token_id") REFERENCES "public"."bootstrap_tokens"("id") ON DELETE no action ON UPDATE no action;