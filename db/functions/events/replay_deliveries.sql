-- POST /v1/deliveries/replay
--
-- Tells one target once more what it was told before, of events by their numbers or their time: for
-- a receiver that has lost something. Each is a new delivery, in the order of the events, after all
-- that waits; receivers that know an event by its id may pass it over. What still waits is not told
-- twice. So many at a time as fit into a short transaction, and all of an event or nothing: whoever
-- goes on with the next event leaves nothing out.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KV003  idempotency-mismatch
--             KV500  range-empty
--             KV501  target-unknown

create function api.replay_deliveries(
    p_tenant_id uuid,
    p_channel data.delivery_channel,
    p_target_id uuid,
    p_first_sequence bigint default null,
    p_last_sequence bigint default null,
    p_from data.instant default null,
    p_to data.instant default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_most constant integer := private.most_replayed();
    v_first constant bigint := coalesce(p_first_sequence, 1);
    v_last constant bigint := coalesce(p_last_sequence, 9223372036854775807);
    v_from constant timestamptz := coalesce(p_from::timestamptz, '-infinity');
    v_to constant timestamptz := coalesce(p_to::timestamptz, 'infinity');
    v_answer jsonb;
    v_wanted private.wanted[];
    v_reached bigint;
    v_is_all boolean;
begin
    perform private.require_role('owner', 'manager');
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    if num_nulls(p_first_sequence, p_last_sequence, p_from, p_to) = 4
        or v_first > v_last
        or v_from >= v_to
        or num_nonnulls(p_first_sequence, p_from) = 2
    then
        raise exception using
            errcode = 'KV500',
            message = 'Say from which event to which, or from when to when.';
    end if;

    if not private.is_target(p_tenant_id, p_channel, p_target_id) then
        raise exception using
            errcode = 'KV501',
            message = 'Nothing is told there.',
            column = 'target_id';
    end if;

    select
        array_agg(
            row(
                p_channel, p_target_id, t.order_key, t.event_id, t.kind, t.data, null
            )::private.wanted
            order by t.sequence, t.delivery_id
        ) filter (where t.is_in),
        max(t.sequence) filter (where t.is_in),
        coalesce(max(t.nth), 0) <= v_most
    into v_wanted, v_reached, v_is_all
    from (
        select
            r.*,
            count(*) over by_event as nth,
            count(*) over by_event <= v_most or r.sequence = min(r.sequence) over () as is_in
        from private.told_before(
            p_tenant_id, p_channel, p_target_id, v_first, v_last, v_from, v_to, v_most + 1
        ) as r
        window by_event as (order by r.sequence)
    ) as t;

    perform private.queue_deliveries(p_tenant_id, coalesce(v_wanted, '{}'));

    return private.remember(p_tenant_id, 'staff', to_jsonb(row(
        coalesce(cardinality(v_wanted), 0), v_reached, v_is_all or v_reached = v_last
    )::api.replayed));
end;
$$;

comment on function api.replay_deliveries is
    'Tell a webhook, or another target, once more what it was told before.

Of events by their numbers, first_sequence to last_sequence, or by their time, from and to
(exclusive). At most 1,000 at a time, but always all of an event.

Answers replayed.';

alter function api.replay_deliveries owner to holdfast_api;
grant execute on function api.replay_deliveries to holdfast_web, holdfast_person;
