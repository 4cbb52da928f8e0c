CREATE TABLE "verdict_changes" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"domain_id" text NOT NULL,
	"day" date NOT NULL,
	"health" text NOT NULL,
	"previous_health" text NOT NULL,
	"cause" text,
	"verdict" jsonb NOT NULL,
	"basis" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "verdict_changes_once" UNIQUE("account_id","livemode","domain_id","day")
);
--> statement-breakpoint
CREATE TABLE "verdict_states" (
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"domain_id" text PRIMARY KEY NOT NULL,
	"day" date NOT NULL,
	"state" jsonb NOT NULL,
	"verdict" jsonb NOT NULL,
	"before" jsonb NOT NULL,
	"judged_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "verdict_changes" ADD CONSTRAINT "verdict_changes_account_id_livemode_domain_id_domains_account_id_livemode_id_fk" FOREIGN KEY ("account_id","livemode","domain_id") REFERENCES "public"."domains"("account_id","livemode","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verdict_states" ADD CONSTRAINT "verdict_states_account_id_livemode_domain_id_domains_account_id_livemode_id_fk" FOREIGN KEY ("account_id","livemode","domain_id") REFERENCES "public"."domains"("account_id","livemode","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "verdict_changes_list" ON "verdict_changes" USING btree ("account_id","livemode","domain_id","created_at","id");--> statement-breakpoint
-- custom
-- Workers judge; an account reads what was said of its domains.
grant select on verdict_states, verdict_changes to coldframe_app;
--> statement-breakpoint
do $$
declare name text;
begin
  foreach name in array array['verdict_states', 'verdict_changes'] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy own_rows on %I to coldframe_app using (
         account_id = current_setting(''coldframe.account_id'')
         and livemode = current_setting(''coldframe.livemode'')::boolean)',
      name
    );
  end loop;
end $$;
