-- What a subscription was before one of its events (previous_attributes), in the words of
-- private.billing_facts. What was null is null here: it was not there.

create function private.billing_was(p_previous jsonb) returns jsonb
    language sql immutable parallel safe
    return private.billing_facts(p_previous) || (
        select coalesce(jsonb_object_agg(n.name, null), '{}')
        from unnest('{cancel_at,ended_at,latest_invoice,trial_end}'::text[]) as n (name)
        where p_previous -> n.name = 'null'
    ) || case
        when p_previous #> '{cancellation_details,reason}' = 'null' then '{"cancel_reason": null}'
        else '{}'
    end::jsonb;

comment on function private.billing_was is 'What a subscription was before one of its events.';

grant execute on function private.billing_was to holdfast_api;
