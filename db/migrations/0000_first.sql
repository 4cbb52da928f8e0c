CREATE TABLE "accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"hash" "bytea" NOT NULL,
	"scopes" text[] NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "api_keys_hash" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "credentials" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "credentials_subject" UNIQUE("account_id","livemode","kind","subject_id")
);
--> statement-breakpoint
CREATE TABLE "data_keys" (
	"account_id" text PRIMARY KEY NOT NULL,
	"sealed" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "event_sequences" (
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"last" bigint NOT NULL,
	CONSTRAINT "event_sequences_account_id_livemode_pk" PRIMARY KEY("account_id","livemode")
);
--> statement-breakpoint
CREATE TABLE "platform_secrets" (
	"livemode" boolean NOT NULL,
	"name" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "platform_secrets_livemode_name_pk" PRIMARY KEY("livemode","name")
);
--> statement-breakpoint
CREATE TABLE "dns_records" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"domain_id" text NOT NULL,
	"purpose" text NOT NULL,
	"type" text NOT NULL,
	"name" text NOT NULL,
	"wanted" text NOT NULL,
	"ttl_seconds" integer NOT NULL,
	"observed" text[] DEFAULT '{}' NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"owner" text NOT NULL,
	"explanation" text,
	"checked_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "dns_records_wanted" UNIQUE("account_id","livemode","domain_id","purpose","name")
);
--> statement-breakpoint
CREATE TABLE "domains" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"name" text NOT NULL,
	"brand_domain" text,
	"provider" text NOT NULL,
	"residency" text NOT NULL,
	"registration" text NOT NULL,
	"dns_mode" text NOT NULL,
	"status" text NOT NULL,
	"status_reason" text,
	"health" text DEFAULT 'unknown' NOT NULL,
	"metadata" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"nameservers" text[] DEFAULT '{}' NOT NULL,
	"spf" jsonb,
	"dns_checked_at" timestamp (3) with time zone,
	"ready_at" timestamp (3) with time zone,
	"retired_at" timestamp (3) with time zone,
	"released_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "domains_owner" UNIQUE("account_id","livemode","id")
);
--> statement-breakpoint
CREATE TABLE "mail_proofs" (
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"domain_id" text PRIMARY KEY NOT NULL,
	"mailbox_id" text NOT NULL,
	"token" text NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"received_at" timestamp (3) with time zone,
	"spf" text,
	"dkim" text,
	"dmarc" text,
	"authentication_results" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mailboxes" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"domain_id" text NOT NULL,
	"local_part" text NOT NULL,
	"address" text NOT NULL,
	"display_name" text NOT NULL,
	"status" text NOT NULL,
	"status_reason" text,
	"external_id" text,
	"licensed_at" timestamp (3) with time zone,
	"daily_send_limit" integer DEFAULT 0 NOT NULL,
	"metadata" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"ready_at" timestamp (3) with time zone,
	"retired_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tenants" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"domain_id" text NOT NULL,
	"provider" text NOT NULL,
	"external_id" text NOT NULL,
	"initial_domain" text NOT NULL,
	"country" text NOT NULL,
	"mail_region" text,
	"subscription_id" text,
	"licences" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tenants_domain" UNIQUE("account_id","livemode","domain_id")
);
--> statement-breakpoint
CREATE TABLE "events" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"sequence" bigint NOT NULL,
	"type" text NOT NULL,
	"subject_id" text NOT NULL,
	"data" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "events_sequence" UNIQUE("account_id","livemode","sequence")
);
--> statement-breakpoint
CREATE TABLE "external_effects" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"domain_id" text NOT NULL,
	"kind" text NOT NULL,
	"natural_key" text NOT NULL,
	"idempotency_value" text NOT NULL,
	"status" text DEFAULT 'intent' NOT NULL,
	"external_id" text,
	"handle" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "external_effects_key" UNIQUE("account_id","livemode","domain_id","kind","natural_key")
);
--> statement-breakpoint
CREATE TABLE "operation_steps" (
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"operation_id" text NOT NULL,
	"name" text NOT NULL,
	"position" integer NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"message" text,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"deadline_at" timestamp (3) with time zone,
	CONSTRAINT "operation_steps_operation_id_name_pk" PRIMARY KEY("operation_id","name")
);
--> statement-breakpoint
CREATE TABLE "operations" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"kind" text NOT NULL,
	"domain_id" text NOT NULL,
	"workflow_id" text NOT NULL,
	"status" text DEFAULT 'running' NOT NULL,
	"message" text,
	"remains" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "operations_owner" UNIQUE("account_id","livemode","id")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"message" jsonb NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"due_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data_keys" ADD CONSTRAINT "data_keys_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dns_records" ADD CONSTRAINT "dns_records_account_id_livemode_domain_id_domains_account_id_livemode_id_fk" FOREIGN KEY ("account_id","livemode","domain_id") REFERENCES "public"."domains"("account_id","livemode","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "domains" ADD CONSTRAINT "domains_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_proofs" ADD CONSTRAINT "mail_proofs_account_id_livemode_domain_id_domains_account_id_livemode_id_fk" FOREIGN KEY ("account_id","livemode","domain_id") REFERENCES "public"."domains"("account_id","livemode","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mailboxes" ADD CONSTRAINT "mailboxes_account_id_livemode_domain_id_domains_account_id_livemode_id_fk" FOREIGN KEY ("account_id","livemode","domain_id") REFERENCES "public"."domains"("account_id","livemode","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tenants" ADD CONSTRAINT "tenants_account_id_livemode_domain_id_domains_account_id_livemode_id_fk" FOREIGN KEY ("account_id","livemode","domain_id") REFERENCES "public"."domains"("account_id","livemode","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "external_effects" ADD CONSTRAINT "external_effects_account_id_livemode_domain_id_domains_account_id_livemode_id_fk" FOREIGN KEY ("account_id","livemode","domain_id") REFERENCES "public"."domains"("account_id","livemode","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operation_steps" ADD CONSTRAINT "operation_steps_account_id_livemode_operation_id_operations_account_id_livemode_id_fk" FOREIGN KEY ("account_id","livemode","operation_id") REFERENCES "public"."operations"("account_id","livemode","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operations" ADD CONSTRAINT "operations_account_id_livemode_domain_id_domains_account_id_livemode_id_fk" FOREIGN KEY ("account_id","livemode","domain_id") REFERENCES "public"."domains"("account_id","livemode","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_keys_list" ON "api_keys" USING btree ("account_id","livemode","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "domains_name_taken" ON "domains" USING btree ("livemode","name") WHERE released_at is null;--> statement-breakpoint
CREATE INDEX "domains_list" ON "domains" USING btree ("account_id","livemode","created_at","id");--> statement-breakpoint
CREATE INDEX "domains_list_by_status" ON "domains" USING btree ("account_id","livemode","status","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "mailboxes_address_taken" ON "mailboxes" USING btree ("livemode","address") WHERE retired_at is null;--> statement-breakpoint
CREATE INDEX "mailboxes_list" ON "mailboxes" USING btree ("account_id","livemode","created_at","id");--> statement-breakpoint
CREATE INDEX "mailboxes_list_by_domain" ON "mailboxes" USING btree ("account_id","livemode","domain_id","created_at","id");--> statement-breakpoint
CREATE INDEX "mailboxes_list_by_status" ON "mailboxes" USING btree ("account_id","livemode","status","created_at","id");--> statement-breakpoint
CREATE INDEX "operations_list" ON "operations" USING btree ("account_id","livemode","created_at","id");--> statement-breakpoint
CREATE INDEX "operations_list_by_domain" ON "operations" USING btree ("account_id","livemode","domain_id","created_at","id");--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("due_at");