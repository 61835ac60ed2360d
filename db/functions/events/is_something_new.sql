-- Whether any business has events to publish or e-mails to queue: one look, which is made every
-- millisecond. Whose they are say private.tenants_with_new_events, as whose role it runs, and
-- private.tenants_with_new_messages.

create function private.is_something_new() returns boolean
    language sql stable security definer
    set search_path = ''
    set enable_bitmapscan = off
    set enable_seqscan = off
as $$
    select
        exists (select from data.events as e where e.sequence is null)
        or exists (select from data.messages as m where m.queued_at is null);
$$;

comment on function private.is_something_new is 'Whether there is something to publish.';

alter function private.is_something_new owner to holdfast_sweeper;
grant execute on function private.is_something_new to holdfast_api;
