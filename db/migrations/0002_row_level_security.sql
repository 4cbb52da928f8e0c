-- The role in which a caller's work is done (SET LOCAL ROLE): it sees one account's rows, and cannot rewrite history.
-- Roles belong to the whole server: another database of it may have made this one already, or be making it now.
do $$ begin
  create role coldframe_app nologin;
exception when duplicate_object or unique_violation then null;
end $$;
--> statement-breakpoint
do $$ begin
  if not pg_has_role(current_user, 'coldframe_app', 'member') then
    execute format('grant coldframe_app to %I', current_user);
  end if;
end $$;
--> statement-breakpoint
grant usage on schema public to coldframe_app;
--> statement-breakpoint
grant usage on all sequences in schema public to coldframe_app;
--> statement-breakpoint
grant select, insert, update, delete on
  accounts, api_keys, credentials, data_keys, dns_records, domains, event_sequences, external_effects, idempotency_keys,
  mail_proofs, mailboxes, operation_steps, operations, outbox, spend_reservations, tenants to coldframe_app;
--> statement-breakpoint
grant select, insert on audit_log, events, purchases to coldframe_app;
--> statement-breakpoint
do $$
declare name text;
begin
  foreach name in array array[
    'api_keys', 'audit_log', 'credentials', 'dns_records', 'domains', 'event_sequences', 'events', 'external_effects',
    'idempotency_keys', 'mail_proofs', 'mailboxes', 'operation_steps', 'operations', 'outbox', 'purchases',
    'spend_reservations', 'tenants'
  ] loop
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
alter table data_keys enable row level security;
--> statement-breakpoint
create policy own_rows on data_keys to coldframe_app using (account_id = current_setting('coldframe.account_id'));
--> statement-breakpoint
-- An account sees itself and the accounts that belong to it; what it makes belongs to it.
alter table accounts enable row level security;
--> statement-breakpoint
create policy own_rows on accounts to coldframe_app using (
  id = current_setting('coldframe.account_id') or parent_id = current_setting('coldframe.account_id')
);
--> statement-breakpoint
alter table rate_windows set unlogged;
