-- How much of what was paid goes back to a customer who cancels this long before the start: by the
-- longest notice of the policy that they have given. Without a policy everything does.

create function private.refund_percent(p_policy jsonb, p_notice interval) returns integer
    language sql immutable parallel safe
    return case
        when p_policy is null then 100
        else coalesce((
            select (t.tier ->> 'percent')::integer
            from jsonb_array_elements(p_policy -> 'tiers') as t (tier)
            where make_interval(mins => (t.tier ->> 'notice_minutes')::integer) <= p_notice
            order by
                (t.tier ->> 'notice_minutes')::integer desc, (t.tier ->> 'percent')::integer desc
            limit 1
        ), 0)
    end;

comment on function private.refund_percent is
    'How much of what was paid goes back by notice given, in per cent.';

grant execute on function private.refund_percent to holdfast_api;
