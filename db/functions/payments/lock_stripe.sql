-- Has whoever learns which of ours some of Stripe's objects are, and whoever is told of them before
-- anybody knows, take turns: so one of both sees what the other has written, and no event is kept
-- for nobody though it is somebody's by then.

create function private.lock_stripe(p_stripe_ids text[]) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('holdfast.stripe ' || s.id, 0))
    from (
        select distinct n.id
        from unnest(p_stripe_ids) as n (id)
        order by n.id
    ) as s;
end;
$$;

comment on function private.lock_stripe is
    'Take turns with whoever learns which of ours objects of Stripe''s are, or is told of them.';

grant execute on function private.lock_stripe to holdfast_api;
