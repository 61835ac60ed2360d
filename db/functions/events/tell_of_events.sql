-- Tells whoever listens how far the events of businesses are published: in pieces, because what a
-- notification may say is limited to 8000 bytes. If nothing is, p_beat says whether to tell them.

create function private.tell_of_events(p_published jsonb, p_beat boolean) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform pg_notify('holdfast_events', piece.said)
    from (
        select jsonb_object_agg(e.key, e.value)::text as said
        from jsonb_each(p_published) with ordinality as e (key, value, nth)
        group by (e.nth - 1) / 100
    ) as piece;

    if p_beat and p_published = '{}' then
        perform pg_notify('holdfast_events', '{}');
    end if;
end;
$$;

comment on function private.tell_of_events is 'Tell listeners how far events are published.';

grant execute on function private.tell_of_events to holdfast_api;
