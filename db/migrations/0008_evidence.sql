CREATE TABLE "domain_observations" (
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"domain_id" text NOT NULL,
	"day" date NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"data" jsonb NOT NULL,
	"observed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "domain_observations_key" PRIMARY KEY("account_id","livemode","domain_id","day","kind","subject")
);
--> statement-breakpoint
ALTER TABLE "domain_observations" ADD CONSTRAINT "domain_observations_account_id_livemode_domain_id_domains_account_id_livemode_id_fk" FOREIGN KEY ("account_id","livemode","domain_id") REFERENCES "public"."domains"("account_id","livemode","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- custom
-- Workers write them; an account reads its own.
grant select on domain_observations to coldframe_app;
--> statement-breakpoint
alter table domain_observations enable row level security;
--> statement-breakpoint
create policy own_rows on domain_observations to coldframe_app using (
  account_id = current_setting('coldframe.account_id')
  and livemode = current_setting('coldframe.livemode')::boolean);
