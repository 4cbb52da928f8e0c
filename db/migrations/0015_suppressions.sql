CREATE TABLE "suppressions" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"livemode" boolean NOT NULL,
	"key" uuid NOT NULL,
	"recipient_domain" text,
	"reason" text NOT NULL,
	"domain_id" text,
	"mailbox_id" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "suppressions_once" UNIQUE NULLS NOT DISTINCT("account_id","livemode","key","reason","domain_id")
);
--> statement-breakpoint
CREATE INDEX "suppressions_list" ON "suppressions" USING btree ("account_id","livemode","created_at","id");--> statement-breakpoint
CREATE INDEX "suppressions_list_by_reason" ON "suppressions" USING btree ("account_id","livemode","reason","created_at","id");--> statement-breakpoint
CREATE INDEX "suppressions_list_by_domain" ON "suppressions" USING btree ("account_id","livemode","domain_id","created_at","id") WHERE domain_id is not null;--> statement-breakpoint
-- custom
grant select, insert, delete on suppressions to coldframe_app;
--> statement-breakpoint
alter table suppressions enable row level security;
--> statement-breakpoint
create policy own_rows on suppressions to coldframe_app using (
  account_id = current_setting('coldframe.account_id')
  and livemode = current_setting('coldframe.livemode')::boolean);
