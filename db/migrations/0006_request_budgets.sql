CREATE TABLE "request_budgets" (
	"machine_id" uuid PRIMARY KEY NOT NULL,
	"second" timestamp with time zone NOT NULL,
	"requests" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "request_budgets" ADD CONSTRAINT "request_budgets_machine_id_machines_id_fk" FOREIGN KEY ("machine_id") REFERENCES "public"."machines"("id") ON DELETE cascade ON UPDATE no action;