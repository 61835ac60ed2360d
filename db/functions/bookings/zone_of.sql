-- The zone of all offers, or null if they are of several.

create function private.zone_of(p_offers private.offer[]) returns text
    language sql immutable parallel safe
    set search_path = ''
as $$
    select min((o).time_zone)
    from unnest(p_offers) as o
    having count(distinct (o).time_zone) = 1;
$$;

comment on function private.zone_of is 'The zone of all offers.';

grant execute on function private.zone_of to holdfast_api;
