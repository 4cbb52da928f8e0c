CREATE TABLE "domain_warmups" (
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"domain_id" text PRIMARY KEY NOT NULL,
	"choice" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"zone" text DEFAULT 'UTC' NOT NULL,
	"hours" jsonb,
	"started_on" date,
	"planned_on" date,
	"sent_days" integer DEFAULT 0 NOT NULL,
	"watch_days" integer DEFAULT 0 NOT NULL,
	"send_from_day" integer,
	"course" jsonb,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mailbox_warmups" (
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"mailbox_id" text PRIMARY KEY NOT NULL,
	"domain_id" text NOT NULL,
	"started_on" date NOT NULL,
	"sent_days" integer DEFAULT 0 NOT NULL,
	"last_sent_on" date,
	"last_send_limit" integer,
	"last_warmup_volume" integer
);
--> statement-breakpoint
CREATE TABLE "warmup_days" (
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"domain_id" text NOT NULL,
	"day" date NOT NULL,
	"plans" jsonb NOT NULL,
	CONSTRAINT "warmup_days_account_id_livemode_domain_id_day_pk" PRIMARY KEY("account_id","livemode","domain_id","day")
);
--> statement-breakpoint
CREATE TABLE "warmup_messages" (
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"id" text NOT NULL,
	"domain_id" text NOT NULL,
	"from_mailbox_id" text NOT NULL,
	"to_mailbox_id" text NOT NULL,
	"to_domain_id" text NOT NULL,
	"to_provider" text NOT NULL,
	"day" date NOT NULL,
	"pair" text NOT NULL,
	"week" integer NOT NULL,
	"send_at" timestamp (3) with time zone NOT NULL,
	"status" text DEFAULT 'planned' NOT NULL,
	"reason" text,
	"sent_at" timestamp (3) with time zone,
	"placement" text,
	"placed_at" timestamp (3) with time zone,
	"reply_at" timestamp (3) with time zone,
	"replied_at" timestamp (3) with time zone,
	CONSTRAINT "warmup_messages_livemode_id_pk" PRIMARY KEY("livemode","id")
);
--> statement-breakpoint
CREATE TABLE "warmup_pool" (
	"livemode" boolean NOT NULL,
	"slot" integer NOT NULL,
	"account_id" text,
	"domain_id" text,
	"provider" text,
	"members" text[] DEFAULT '{}' NOT NULL,
	CONSTRAINT "warmup_pool_livemode_slot_pk" PRIMARY KEY("livemode","slot"),
	CONSTRAINT "warmup_pool_domain" UNIQUE("livemode","domain_id")
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "has_exchange" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "language" text DEFAULT 'en' NOT NULL;--> statement-breakpoint
ALTER TABLE "mailboxes" ADD COLUMN "own_limit" integer;--> statement-breakpoint
ALTER TABLE "mailboxes" ADD COLUMN "paused_by" text;--> statement-breakpoint
ALTER TABLE "domain_warmups" ADD CONSTRAINT "domain_warmups_account_id_livemode_domain_id_domains_account_id_livemode_id_fk" FOREIGN KEY ("account_id","livemode","domain_id") REFERENCES "public"."domains"("account_id","livemode","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mailbox_warmups_of_domain" ON "mailbox_warmups" USING btree ("account_id","livemode","domain_id");--> statement-breakpoint
CREATE UNIQUE INDEX "warmup_messages_pair" ON "warmup_messages" USING btree ("livemode","pair","week");--> statement-breakpoint
CREATE INDEX "warmup_messages_of_domain" ON "warmup_messages" USING btree ("account_id","livemode","domain_id","day");--> statement-breakpoint
CREATE INDEX "warmup_messages_to_send" ON "warmup_messages" USING btree ("domain_id","send_at") WHERE status in ('planned', 'sending');--> statement-breakpoint
CREATE INDEX "warmup_messages_to_look_for" ON "warmup_messages" USING btree ("to_domain_id","sent_at") WHERE status in ('sent', 'sending') and placement is null;--> statement-breakpoint
CREATE INDEX "warmup_messages_to_answer" ON "warmup_messages" USING btree ("to_domain_id","reply_at") WHERE reply_at is not null and replied_at is null;--> statement-breakpoint
-- custom
grant select, insert, update on domain_warmups to coldframe_app;
--> statement-breakpoint
grant select on mailbox_warmups, warmup_days, warmup_messages to coldframe_app;
--> statement-breakpoint
do $$
declare name text;
begin
  foreach name in array array['domain_warmups', 'mailbox_warmups', 'warmup_days', 'warmup_messages'] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy own_rows on %I to coldframe_app using (
         account_id = current_setting(''coldframe.account_id'')
         and livemode = current_setting(''coldframe.livemode'')::boolean)',
      name
    );
  end loop;
end $$;
--> statement-breakpoint
-- Of all accounts, and read by the worker alone: no policy lets anybody else in.
alter table warmup_pool enable row level security;
