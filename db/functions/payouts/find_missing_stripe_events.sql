-- Which of these events of Stripe's we do not have.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.find_missing_stripe_events(p_tenant_id uuid, p_event_ids jsonb) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_role('stripe');

    return (
        select to_jsonb(row(coalesce(jsonb_agg(i.id order by i.nth desc), '[]'))::api.missing_events)
        from jsonb_array_elements_text(p_event_ids) with ordinality as i (id, nth)
        where not exists (
            select
            from data.stripe_events as e
            where e.event_id = i.id
        )
    );
end;
$$;

comment on function api.find_missing_stripe_events is
    'Which of these events of Stripe''s we do not have: the last of them first.

Answers missing_events.';

alter function api.find_missing_stripe_events owner to holdfast_api;
grant execute on function api.find_missing_stripe_events to holdfast_web, holdfast_worker;
