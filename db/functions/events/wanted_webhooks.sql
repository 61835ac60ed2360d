-- Which webhooks want to be told of the events of one business with these numbers. What concerns
-- one thing is told in its order. That a move leaves a time is told to whoever names it: all others
-- hear of the move.

create function private.wanted_webhooks(p_tenant_id uuid, p_first bigint, p_last bigint)
returns setof private.wanted
    language sql stable
    set search_path = ''
as $$
    select
        'webhook', w.endpoint_id, e.subject_id, e.event_id, e.type, null::jsonb, null::timestamptz
    from data.events as e
    join data.endpoints as w
        on w.tenant_id = e.tenant_id
            and w.disabled_at is null
            and w.events::text[] && case
                when e.type = 'booking.vacated' then array[e.type]
                else array['*', split_part(e.type, '.', 1) || '.*', e.type]
            end
    where e.tenant_id = p_tenant_id and e.sequence between p_first and p_last
    order by e.sequence, w.endpoint_id;
$$;

comment on function private.wanted_webhooks is 'Which webhooks want to be told of some events.';

grant execute on function private.wanted_webhooks to holdfast_api;
