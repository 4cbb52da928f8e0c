CREATE TABLE "dmarc_reports" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"domain_id" text NOT NULL,
	"key" text NOT NULL,
	"org_name" text NOT NULL,
	"report_id" text NOT NULL,
	"begins_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"policy" text,
	"messages" bigint NOT NULL,
	"passed" bigint NOT NULL,
	"warnings" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "dmarc_reports_once" UNIQUE("account_id","livemode","domain_id","key")
);
--> statement-breakpoint
CREATE TABLE "dmarc_sources" (
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"domain_id" text NOT NULL,
	"day" date NOT NULL,
	"source_ip" text NOT NULL,
	"messages" bigint NOT NULL,
	"passed" bigint NOT NULL,
	"dkim_aligned" bigint NOT NULL,
	"spf_aligned" bigint NOT NULL,
	"quarantined" bigint NOT NULL,
	"rejected" bigint NOT NULL,
	CONSTRAINT "dmarc_sources_key" PRIMARY KEY("account_id","livemode","domain_id","day","source_ip")
);
--> statement-breakpoint
CREATE TABLE "mailbox_days" (
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"domain_id" text NOT NULL,
	"day" date NOT NULL,
	"mailbox_id" text NOT NULL,
	"recipient_provider" text NOT NULL,
	"campaign" text DEFAULT '' NOT NULL,
	"sent" integer DEFAULT 0 NOT NULL,
	"delivered" integer DEFAULT 0 NOT NULL,
	"deferred" integer DEFAULT 0 NOT NULL,
	"bounced" integer DEFAULT 0 NOT NULL,
	"complained" integer DEFAULT 0 NOT NULL,
	"replied" integer DEFAULT 0 NOT NULL,
	"opened" integer DEFAULT 0 NOT NULL,
	"unsubscribed" integer DEFAULT 0 NOT NULL,
	"placed_inbox" integer DEFAULT 0 NOT NULL,
	"placed_spam" integer DEFAULT 0 NOT NULL,
	"warmup_inbox" integer DEFAULT 0 NOT NULL,
	"warmup_spam" integer DEFAULT 0 NOT NULL,
	"bounced_hard" integer DEFAULT 0 NOT NULL,
	"recipient_unknown" integer DEFAULT 0 NOT NULL,
	"recipient_state" integer DEFAULT 0 NOT NULL,
	"sender_reputation" integer DEFAULT 0 NOT NULL,
	"domain_blocked" integer DEFAULT 0 NOT NULL,
	"account_restricted" integer DEFAULT 0 NOT NULL,
	"ip_blocked" integer DEFAULT 0 NOT NULL,
	"auth_failure" integer DEFAULT 0 NOT NULL,
	"content" integer DEFAULT 0 NOT NULL,
	"rate" integer DEFAULT 0 NOT NULL,
	"policy_of_recipient" integer DEFAULT 0 NOT NULL,
	"other" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "mailbox_days_key" PRIMARY KEY("account_id","livemode","domain_id","day","mailbox_id","recipient_provider","campaign")
);
--> statement-breakpoint
CREATE TABLE "signal_keys" (
	"key" uuid PRIMARY KEY NOT NULL,
	"seen_on" date NOT NULL
);
--> statement-breakpoint
CREATE TABLE "signals" (
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"mailbox_id" text NOT NULL,
	"id" text NOT NULL,
	"type" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"recipient_provider" text NOT NULL,
	"recipient_domain" text,
	"campaign" text,
	"bounce_class" text,
	"permanence" text,
	"diagnostic" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
) PARTITION BY RANGE ("at");
--> statement-breakpoint
ALTER TABLE "dmarc_reports" ADD CONSTRAINT "dmarc_reports_account_id_livemode_domain_id_domains_account_id_livemode_id_fk" FOREIGN KEY ("account_id","livemode","domain_id") REFERENCES "public"."domains"("account_id","livemode","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dmarc_sources" ADD CONSTRAINT "dmarc_sources_account_id_livemode_domain_id_domains_account_id_livemode_id_fk" FOREIGN KEY ("account_id","livemode","domain_id") REFERENCES "public"."domains"("account_id","livemode","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "dmarc_reports_list" ON "dmarc_reports" USING btree ("account_id","livemode","domain_id","begins_at","id");--> statement-breakpoint
CREATE INDEX "signal_keys_old" ON "signal_keys" USING brin ("seen_on");--> statement-breakpoint
-- Makes the partition of the day (UTC) in which `moment` lies; false when it is there already. See add_week.
create function add_day(parent text, moment timestamptz) returns boolean language plpgsql as $$
declare
  starts timestamptz := date_trunc('day', moment, 'UTC');
  ends timestamptz := starts + interval '24 hours';
  name text := parent || to_char(starts at time zone 'UTC', '"_"YYYYMMDD');
begin
  if to_regclass(name) is not null then return false; end if;
  execute format('create table %I (like %I including defaults)', name, parent);
  execute format(
    'with caught as (delete from %I where at >= %L and at < %L returning *) insert into %I select * from caught',
    parent || '_default', starts, ends, name
  );
  execute format('alter table %I attach partition %I for values from (%L) to (%L)', parent, name, starts, ends);
  execute format('alter table %I enable row level security', name);
  return true;
end $$;
--> statement-breakpoint
do $$
declare day timestamptz;
begin
  create table signals_default partition of signals default;
  alter table signals_default enable row level security;
  for day in select generate_series(now() - interval '30 days', now() + interval '14 days', interval '24 hours') loop
    perform add_day('signals', day);
  end loop;
end $$;
--> statement-breakpoint
-- Each day's rows are rewritten many times while it lasts, and no index holds what changes.
alter table mailbox_days set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
--> statement-breakpoint
grant select, insert on signals, signal_keys, dmarc_reports to coldframe_app;
--> statement-breakpoint
grant select, insert, update on mailbox_days, dmarc_sources to coldframe_app;
--> statement-breakpoint
do $$
declare name text;
begin
  foreach name in array array['signals', 'mailbox_days', 'dmarc_reports', 'dmarc_sources'] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy own_rows on %I to coldframe_app using (
         account_id = current_setting(''coldframe.account_id'')
         and livemode = current_setting(''coldframe.livemode'')::boolean)',
      name
    );
  end loop;
end $$;
