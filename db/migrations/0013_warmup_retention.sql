CREATE INDEX "warmup_days_of_day" ON "warmup_days" USING btree ("livemode","day");--> statement-breakpoint
CREATE INDEX "warmup_messages_of_day" ON "warmup_messages" USING btree ("livemode","day");