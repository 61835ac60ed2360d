-- Of the leads that a customer may move a booking to, those that cost as much and take as long as
-- the one that has it: moving keeps the price, and is no way to a dearer lead for the price of a
-- cheaper one.
--
-- Fails with  KV018  other-terms

create function private.on_equal_terms(p_offers private.offer[], p_booking data.bookings)
returns private.offer[]
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_offers private.offer[];
begin
    select array_agg(o order by (o).resource_id)
    into v_offers
    from unnest(p_offers) as o
    left join private.offers((p_booking).tenant_id, (p_booking).service_id) as mine
        on mine.resource_id = (p_booking).resource_id
    where
        mine.resource_id is null
        or (o).resource_id = mine.resource_id
        or (o).price_minor = mine.price_minor and (o).duration = mine.duration;

    if v_offers is null then
        raise exception using
            errcode = 'KV018',
            message = 'There it costs, or takes, something else. Cancel this one and book anew.',
            column = 'resource_id';
    end if;

    return v_offers;
end;
$$;

comment on function private.on_equal_terms is 'The leads that a customer may move a booking to.';

grant execute on function private.on_equal_terms to holdfast_api;
