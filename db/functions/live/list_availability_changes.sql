-- GET /v1/tenants/{slug}/live
--
-- Whoever asks, it says which resources were taken and freed on which days, and nothing else.

create function api.list_availability_changes(
    p_tenant_id uuid,
    p_last_event_id bigint default null
) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_until constant bigint := private.live_until(p_tenant_id, p_last_event_id);
    v_items jsonb;
begin
    if v_until > p_last_event_id then
        -- A guest sees no events. What they may know of them is said here.
        perform private.add_claims('{"role": "worker"}');

        select jsonb_agg(
            to_jsonb(row(
                c.sequence,
                'availability',
                to_jsonb(row(c.resource_id, c.date, c.change)::api.availability_change)
            )::api.live_event)
            order by c.sequence, c.change, c.date, c.resource_id
        )
        into v_items
        from private.availability_changes(p_tenant_id, p_last_event_id, v_until) as c;
    end if;

    return private.live_page_json(p_tenant_id, 'everybody', p_last_event_id, v_until, v_items);
end;
$$;

comment on function api.list_availability_changes is
    'What is taken and freed, as it happens: Server-Sent Events.

Each event `availability` says that something of a resource was `taken` or `freed` on a day. Its data
are an availability_change. The `id` comes with the last one of several that belong together; send it
as `Last-Event-ID` (browsers do) or last_event_id to go on where you were. The event `reset` says that
too much has happened since: fetch anew what you show. Bookings, absences and closures take and free;
when working hours or a service change, only the `id` moves on: fetch anew now and then.

Answers live_page.';

alter function api.list_availability_changes owner to holdfast_api;
grant execute on function api.list_availability_changes to holdfast_web, holdfast_person;
