-- Makes the partition of the week (UTC, from Monday) in which `at` lies; false when it is there already. What the default one
-- has caught of that week moves into it. Attached, not created in place: that would lock all readers of the table out.
create function add_week(parent text, at timestamptz) returns boolean language plpgsql as $$
declare
  starts timestamptz := date_trunc('week', at, 'UTC');
  ends timestamptz := starts + interval '7 days';
  name text := parent || to_char(starts at time zone 'UTC', '"_"YYYYMMDD');
begin
  if to_regclass(name) is not null then return false; end if;
  execute format('create table %I (like %I including defaults)', name, parent);
  execute format(
    'with caught as (delete from %I where created_at >= %L and created_at < %L returning *) insert into %I select * from caught',
    parent || '_default', starts, ends, name
  );
  execute format('alter table %I attach partition %I for values from (%L) to (%L)', parent, name, starts, ends);
  -- Nobody reads a partition by its own name.
  execute format('alter table %I enable row level security', name);
  return true;
end $$;
--> statement-breakpoint
do $$
declare
  parent text;
  week timestamptz;
begin
  foreach parent in array array['events', 'webhook_deliveries', 'webhook_attempts'] loop
    execute format('create table %I partition of %I default', parent || '_default', parent);
    execute format('alter table %I enable row level security', parent || '_default');
    for week in select generate_series(now(), now() + interval '8 weeks', interval '1 week') loop
      perform add_week(parent, week);
    end loop;
  end loop;
  for week in select distinct date_trunc('week', created_at, 'UTC') from events_before loop
    perform add_week('events', week);
  end loop;
end $$;
--> statement-breakpoint
insert into events select id, account_id, livemode, sequence, type, subject_id, data, created_at from events_before;
--> statement-breakpoint
drop table events_before;
--> statement-breakpoint
-- Rows come and go by the thousand: what is dead must not lie in a claim's way for long.
alter table webhook_queue set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
--> statement-breakpoint
grant select, insert, update, delete on webhook_endpoints, webhook_queue to coldframe_app;
--> statement-breakpoint
grant select, insert, update on webhook_deliveries to coldframe_app;
--> statement-breakpoint
grant select, insert on events, webhook_attempts to coldframe_app;
--> statement-breakpoint
do $$
declare name text;
begin
  foreach name in array array['events', 'webhook_attempts', 'webhook_deliveries', 'webhook_endpoints', 'webhook_queue'] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy own_rows on %I to coldframe_app using (
         account_id = current_setting(''coldframe.account_id'')
         and livemode = current_setting(''coldframe.livemode'')::boolean)',
      name
    );
  end loop;
end $$;
