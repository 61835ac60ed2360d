-- From when until when somebody may book a service: customers from the notice to the horizon, who
-- works there from a day back (to write down who walked in) and as far ahead as they like.

create function private.booking_window(
    p_offer private.offer,
    p_as_customer boolean,
    out earliest timestamptz,
    out latest timestamptz
)
    language sql stable parallel safe
    set search_path = ''
as $$
    select
        case when p_as_customer then now() + (p_offer).notice else now() - interval '1 day' end,
        case when p_as_customer then now() + (p_offer).horizon else now() + interval '3 years' end;
$$;

comment on function private.booking_window is 'From when until when somebody may book a service.';

grant execute on function private.booking_window to holdfast_api;
