DROP INDEX "accounts_list";--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "livemode" boolean;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "attested_statement" text;--> statement-breakpoint
CREATE INDEX "accounts_list" ON "accounts" USING btree ("parent_id","livemode","created_at","id");--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_mode" CHECK (("accounts"."parent_id" is null) = ("accounts"."livemode" is null));
--> statement-breakpoint
-- An account sees itself and, in one mode, the accounts that belong to it.
alter policy own_rows on accounts using (
  (id = current_setting('coldframe.account_id') or parent_id = current_setting('coldframe.account_id'))
  and (livemode is null or livemode = current_setting('coldframe.livemode')::boolean)
);
