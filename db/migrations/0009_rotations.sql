CREATE TABLE "rotation_mailboxes" (
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"rotation_id" text NOT NULL,
	"position" integer NOT NULL,
	"old_mailbox_id" text NOT NULL,
	"old_domain_id" text NOT NULL,
	"old_address" text NOT NULL,
	"new_mailbox_id" text,
	"new_domain_id" text,
	"new_address" text,
	"unmapped_reason" text,
	"base_limit" integer NOT NULL,
	"mapped_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "rotation_mailboxes_key" PRIMARY KEY("rotation_id","old_mailbox_id")
);
--> statement-breakpoint
CREATE TABLE "rotations" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"domain_id" text NOT NULL,
	"replacement_domain_id" text,
	"replacement_name" text,
	"reason" text NOT NULL,
	"policy" text NOT NULL,
	"status" text NOT NULL,
	"blocked_reason" text,
	"message" text,
	"after" text NOT NULL,
	"grace_days" integer NOT NULL,
	"max_spend_cents" integer,
	"has_ordered" boolean DEFAULT false NOT NULL,
	"retire_operation_id" text,
	"base_limit" integer DEFAULT 0 NOT NULL,
	"approved_at" timestamp (3) with time zone,
	"overlap_on" date,
	"cutover_on" date,
	"drain_until" date,
	"ended_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "rotation_policy" text DEFAULT 'manual' NOT NULL;--> statement-breakpoint
ALTER TABLE "domains" ADD COLUMN "rotation_policy" text;--> statement-breakpoint
ALTER TABLE "domains" ADD COLUMN "is_spare" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "mailboxes" ADD COLUMN "limit_cap" integer;--> statement-breakpoint
ALTER TABLE "mailboxes" ADD COLUMN "limit_cap_reason" text;--> statement-breakpoint
ALTER TABLE "rotation_mailboxes" ADD CONSTRAINT "rotation_mailboxes_rotation_id_rotations_id_fk" FOREIGN KEY ("rotation_id") REFERENCES "public"."rotations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rotations" ADD CONSTRAINT "rotations_account_id_livemode_domain_id_domains_account_id_livemode_id_fk" FOREIGN KEY ("account_id","livemode","domain_id") REFERENCES "public"."domains"("account_id","livemode","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rotations" ADD CONSTRAINT "rotations_account_id_livemode_replacement_domain_id_domains_account_id_livemode_id_fk" FOREIGN KEY ("account_id","livemode","replacement_domain_id") REFERENCES "public"."domains"("account_id","livemode","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "rotation_mailboxes_old" ON "rotation_mailboxes" USING btree ("old_mailbox_id") WHERE ended_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "rotation_mailboxes_new" ON "rotation_mailboxes" USING btree ("new_mailbox_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "rotation_mailboxes_of_domain" ON "rotation_mailboxes" USING btree ("account_id","livemode","old_domain_id");--> statement-breakpoint
CREATE UNIQUE INDEX "rotations_of_domain" ON "rotations" USING btree ("account_id","livemode","domain_id") WHERE ended_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "rotations_replacement" ON "rotations" USING btree ("account_id","livemode","replacement_domain_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "rotations_list" ON "rotations" USING btree ("account_id","livemode","created_at","id");--> statement-breakpoint
CREATE INDEX "rotations_list_by_domain" ON "rotations" USING btree ("account_id","livemode","domain_id","created_at","id");--> statement-breakpoint
-- custom
create index rotation_mailboxes_of_successor on rotation_mailboxes (account_id, livemode, new_domain_id) where new_domain_id is not null;
--> statement-breakpoint
create index domains_spare on domains (account_id, livemode) where is_spare;
--> statement-breakpoint
grant select, insert, update on rotations to coldframe_app;
--> statement-breakpoint
grant select, insert, update, delete on rotation_mailboxes to coldframe_app;
--> statement-breakpoint
do $$
declare name text;
begin
  foreach name in array array['rotations', 'rotation_mailboxes'] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy own_rows on %I to coldframe_app using (
         account_id = current_setting(''coldframe.account_id'')
         and livemode = current_setting(''coldframe.livemode'')::boolean)',
      name
    );
  end loop;
end $$;
