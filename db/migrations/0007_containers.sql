CREATE TABLE "bundles" (
	"id" text PRIMARY KEY NOT NULL,
	"vault_id" text NOT NULL,
	"machine_id" uuid NOT NULL,
	"link_hash" "bytea" NOT NULL,
	"sealed" "bytea" NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ended_bundles" (
	"id" text PRIMARY KEY NOT NULL,
	"vault_id" text NOT NULL,
	"machine_id" uuid NOT NULL,
	"machine_name" text NOT NULL,
	"link_hash" "bytea" NOT NULL,
	"ended_as" text NOT NULL,
	"ended_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "claim_projects" (
	"claim_id" text NOT NULL,
	"project_id" text NOT NULL,
	CONSTRAINT "claim_projects_pk" PRIMARY KEY("claim_id","project_id")
);
--> statement-breakpoint
CREATE TABLE "claim_secrets" (
	"claim_id" text NOT NULL,
	"secret_id" text NOT NULL,
	CONSTRAINT "claim_secrets_pk" PRIMARY KEY("claim_id","secret_id")
);
--> statement-breakpoint
CREATE TABLE "claims" (
	"id" text PRIMARY KEY NOT NULL,
	"vault_id" text NOT NULL,
	"machine_name" text NOT NULL,
	"code_hash" "bytea" NOT NULL,
	"machine_lifetime_seconds" integer,
	"owner_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"machine_id" uuid,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "machines" ADD COLUMN "claim_id" text;--> statement-breakpoint
ALTER TABLE "machines" ADD COLUMN "owner_id" text;--> statement-breakpoint
ALTER TABLE "machines" ADD COLUMN "disabled_reason" text;--> statement-breakpoint
ALTER TABLE "enrollment_tokens" ADD COLUMN "replaces_token_id" text;--> statement-breakpoint
ALTER TABLE "vaults" ADD COLUMN "max_machines" integer;--> statement-breakpoint
ALTER TABLE "bundles" ADD CONSTRAINT "bundles_vault_id_vaults_id_fk" FOREIGN KEY ("vault_id") REFERENCES "public"."vaults"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bundles" ADD CONSTRAINT "bundles_machine_id_machines_id_fk" FOREIGN KEY ("machine_id") REFERENCES "public"."machines"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bundles" ADD CONSTRAINT "bundles_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ended_bundles" ADD CONSTRAINT "ended_bundles_vault_id_vaults_id_fk" FOREIGN KEY ("vault_id") REFERENCES "public"."vaults"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claim_projects" ADD CONSTRAINT "claim_projects_claim_id_claims_id_fk" FOREIGN KEY ("claim_id") REFERENCES "public"."claims"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claim_projects" ADD CONSTRAINT "claim_projects_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claim_secrets" ADD CONSTRAINT "claim_secrets_claim_id_claims_id_fk" FOREIGN KEY ("claim_id") REFERENCES "public"."claims"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claim_secrets" ADD CONSTRAINT "claim_secrets_secret_id_secrets_id_fk" FOREIGN KEY ("secret_id") REFERENCES "public"."secrets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_vault_id_vaults_id_fk" FOREIGN KEY ("vault_id") REFERENCES "public"."vaults"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bundles_machine" ON "bundles" USING btree ("machine_id");--> statement-breakpoint
CREATE INDEX "bundles_expiry" ON "bundles" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "claim_projects_project" ON "claim_projects" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "claim_secrets_secret" ON "claim_secrets" USING btree ("secret_id");--> statement-breakpoint
CREATE UNIQUE INDEX "claims_code_hash" ON "claims" USING btree ("code_hash");--> statement-breakpoint
CREATE INDEX "claims_vault" ON "claims" USING btree ("vault_id","created_at");--> statement-breakpoint
ALTER TABLE "machines" ADD CONSTRAINT "machines_claim_id_claims_id_fk" FOREIGN KEY ("claim_id") REFERENCES "public"."claims"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "machines" ADD CONSTRAINT "machines_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;