-- Appends an event to the business of every calendar that a person has, but for the one in which
-- they are engaged. It is nobody's of those businesses: no actor.

create function private.tell_calendars(p_engagement data.engagements, p_type text) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    insert into data.events (tenant_id, type, subject_id, data)
    select
        c.tenant_id,
        p_type,
        c.resource_id,
        jsonb_build_object(
            'resource_id', c.resource_id,
            'starts_at', private.utc((p_engagement).starts_at),
            'ends_at', private.utc((p_engagement).ends_at)
        )
    from data.person_calendars as c
    where c.user_id = (p_engagement).person_id and c.resource_id <> (p_engagement).resource_id
    order by c.tenant_id, c.resource_id;
end;
$$;

comment on function private.tell_calendars is
    'Record in all other calendars of a person that they are taken, or free again.';

grant execute on function private.tell_calendars to holdfast_relay;
