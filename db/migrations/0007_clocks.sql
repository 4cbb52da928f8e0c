CREATE TABLE "clocks" (
	"livemode" boolean PRIMARY KEY NOT NULL,
	"real_at" timestamp (3) with time zone NOT NULL,
	"own_at" timestamp (3) with time zone NOT NULL,
	"day_seconds" double precision NOT NULL
);
--> statement-breakpoint
-- Nobody's: an account reads the time, the operator sets it.
grant select on clocks to coldframe_app;
