CREATE TABLE "fleet_domains" (
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"fleet_id" text NOT NULL,
	"domain_id" text PRIMARY KEY NOT NULL,
	"joined_on" date NOT NULL,
	"slot" integer NOT NULL,
	"role" text NOT NULL,
	"role_since" date NOT NULL,
	"ready_on" date,
	"lost_on" date,
	"left_on" date,
	CONSTRAINT "fleet_domains_slot" UNIQUE("fleet_id","joined_on","slot")
);
--> statement-breakpoint
CREATE TABLE "fleets" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"name" text NOT NULL,
	"brand_domain" text NOT NULL,
	"provider" text NOT NULL,
	"residency" text NOT NULL,
	"daily_send_target" integer NOT NULL,
	"people" jsonb NOT NULL,
	"profile" text NOT NULL,
	"spare_ratio" real NOT NULL,
	"max_spend_cents" integer,
	"rotation_policy" text NOT NULL,
	"metadata" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"status" text DEFAULT 'building' NOT NULL,
	"shortage" text,
	"missing_domains" integer DEFAULT 0 NOT NULL,
	"missing_cents" integer,
	"low_from" date,
	"forecast" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"kept_on" date,
	"version" integer DEFAULT 1 NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "fleets_owner" UNIQUE("account_id","livemode","id")
);
--> statement-breakpoint
ALTER TABLE "domains" ADD COLUMN "fleet_id" text;--> statement-breakpoint
ALTER TABLE "fleet_domains" ADD CONSTRAINT "fleet_domains_account_id_livemode_fleet_id_fleets_account_id_livemode_id_fk" FOREIGN KEY ("account_id","livemode","fleet_id") REFERENCES "public"."fleets"("account_id","livemode","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fleet_domains" ADD CONSTRAINT "fleet_domains_account_id_livemode_domain_id_domains_account_id_livemode_id_fk" FOREIGN KEY ("account_id","livemode","domain_id") REFERENCES "public"."domains"("account_id","livemode","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "fleets_list" ON "fleets" USING btree ("account_id","livemode","created_at","id");--> statement-breakpoint
CREATE INDEX "domains_list_by_fleet" ON "domains" USING btree ("account_id","livemode","fleet_id","created_at","id") WHERE fleet_id is not null;--> statement-breakpoint
-- custom
create index fleet_domains_of_fleet on fleet_domains (account_id, livemode, fleet_id);
--> statement-breakpoint
grant select, insert, update on fleets, fleet_domains to coldframe_app;
--> statement-breakpoint
do $$
declare name text;
begin
  foreach name in array array['fleets', 'fleet_domains'] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy own_rows on %I to coldframe_app using (
         account_id = current_setting(''coldframe.account_id'')
         and livemode = current_setting(''coldframe.livemode'')::boolean)',
      name
    );
  end loop;
end $$;
