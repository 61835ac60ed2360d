-- Says what an outside calendar was found to say: p_spans, [{"id", "starts_at", "ends_at"}, …], all
-- there is between p_from and p_until, or, if p_removed is given, what has changed and which events
-- are no longer there; null if nothing has changed. Events that have a UID of ours say with
-- "booking_id" of which booking: what the resource has here anyhow is left out. p_state is where
-- the next reading begins, in p_again_seconds.
--
-- With p_error it says instead why the calendar could not be read. What it said before holds on; it
-- is tried again ever more rarely, every six hours in the end, and not before p_retry_after.
-- After a day its person is told.
--
-- What was read for a claim that is no longer the last one (it was connected anew, or another has
-- begun because it took too long) is dropped.
--
-- Fails with  40001  try-again
--             KA001  not-signed-in
--             KF001  forbidden

create function api.settle_calendar(
    p_tenant_id uuid,
    p_calendar_id uuid,
    p_claim_id uuid,
    p_again_seconds integer,
    p_spans jsonb default null,
    p_from data.instant default null,
    p_until data.instant default null,
    p_removed jsonb default null,
    p_state jsonb default '{}',
    p_error text default null,
    p_retry_after integer default null
) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_own_ids text[];
    v_spans jsonb;
begin
    perform private.require_role('worker');

    if not exists (
        select
        from data.calendar_syncs
        where
            tenant_id = p_tenant_id
            and calendar_id = p_calendar_id
            and claim_id = p_claim_id
    ) then
        return;
    end if;

    if p_error is not null then
        perform private.put_off_calendar(
            p_tenant_id, p_calendar_id, p_error, make_interval(secs => p_again_seconds),
            make_interval(secs => least(coalesce(p_retry_after, 0), 86400))
        );
        return;
    end if;

    v_own_ids := private.own_events(p_tenant_id, p_calendar_id, p_spans);
    v_spans := (
        select coalesce(jsonb_agg(s.value), '[]')
        from jsonb_array_elements(p_spans) as s
        where s.value ->> 'id' <> all(v_own_ids)
    );

    if p_removed is not null then
        perform private.merge_busy(
            p_tenant_id, p_calendar_id, v_spans,
            array(select r.value #>> '{}' from jsonb_array_elements(p_removed) as r) || v_own_ids
        );
    elsif p_spans is not null then
        perform private.replace_busy(
            p_tenant_id, p_calendar_id, v_spans, p_from::timestamptz, p_until::timestamptz
        );
    end if;

    update data.calendar_syncs
    set
        state = p_state,
        due_at = now() + make_interval(secs => p_again_seconds),
        synced_at = now(),
        failures = 0,
        failing_since = null,
        warned_at = null,
        last_error = null
    where
        tenant_id = p_tenant_id and calendar_id = p_calendar_id and claim_id = p_claim_id;

    -- It is over since we looked: nothing of this must stay.
    if not found then
        raise exception using
            errcode = '40001',
            message = 'The calendar is being connected anew. Try again.';
    end if;
end;
$$;

comment on function api.settle_calendar is
    'Say what an outside calendar says, or why it cannot be read.

Answers nothing.';

alter function api.settle_calendar owner to holdfast_api;
grant execute on function api.settle_calendar to holdfast_worker;
