-- What a worker is to deliver now: of every queue of any business (unless one is named) in which
-- something is due a fair share. Each comes with what its adapter needs to know
-- (private.delivery_details), as things stand now; where there is nothing to tell any more, or not
-- yet, it is settled or put off here and not handed out.
--
-- p_room says how many there is room for on each channel (null: on any), p_each how many of one
-- business, and p_passed_over which businesses have so many already: so neither a way out nor a
-- business that is slow takes all that a worker has.
--
-- It is the worker's for p_lease_seconds; what it has not settled by then, another gets. So one may
-- be delivered twice, and none is lost. Nor is anything if the server crashes and forgets who had
-- what, so nobody waits for the disk here.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.claim_deliveries(
    p_tenant_id uuid,
    p_worker_id uuid,
    p_limit integer default 100,
    p_lease_seconds double precision default 60,
    p_room jsonb default null,
    p_each integer default null,
    p_passed_over jsonb default '[]'
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_taker constant private.taker := row(
        p_worker_id, make_interval(secs => p_lease_seconds), p_room, coalesce(p_each, p_limit),
        p_passed_over
    );
    v_queues data.queues[];
    v_of_tenant record;
    v_taken data.deliveries[];
    v_ready jsonb;
    v_items jsonb := '[]';
    v_may_have_more boolean;
begin
    perform private.require_role('worker');
    perform set_config('synchronous_commit', 'off', true);
    v_queues := array(
        select q
        from private.take_queues(p_tenant_id, p_limit, p_room, p_passed_over) as q
    );
    v_may_have_more := cardinality(v_queues) >= p_limit;

    for v_of_tenant in
        select
            (s.queue).tenant_id, array_agg(s.queue) as queues, array_agg(s.share) as shares,
            sum(s.share) as share
        from private.queue_shares(v_queues, p_limit, v_taker) as s
        group by 1
        order by 1
    loop
        perform private.add_claims(jsonb_build_object('tenant_id', v_of_tenant.tenant_id));
        v_taken := private.take_deliveries(v_of_tenant.queues, v_of_tenant.shares, v_taker);
        v_ready := private.prepare_deliveries(v_taken);
        v_items := v_items || v_ready;
        v_may_have_more := v_may_have_more
            or cardinality(v_taken) >= v_of_tenant.share
            or cardinality(v_taken) > jsonb_array_length(v_ready);
    end loop;

    return to_jsonb(row(v_items, v_may_have_more)::api.claimed);
end;
$$;

comment on function api.claim_deliveries is
    'What a worker is to deliver now.

Answers claimed.';

alter function api.claim_deliveries owner to holdfast_api;
grant execute on function api.claim_deliveries to holdfast_worker;
