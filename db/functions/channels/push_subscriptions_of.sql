-- The browsers of somebody: of a member, of a customer, or of whoever holds the token of one
-- booking, who sees those alone that they made with it.

create function private.push_subscriptions_of(p_whose data.push_subscriptions)
returns setof data.push_subscriptions
    language sql stable
    set search_path = ''
as $$
    select s.*
    from data.push_subscriptions as s
    where
        s.tenant_id = p_whose.tenant_id
        and s.user_id = p_whose.user_id
    union all
    select s.*
    from data.push_subscriptions as s
    where
        s.tenant_id = p_whose.tenant_id
        and s.customer_id = p_whose.customer_id
        and s.booking_id is not distinct from p_whose.booking_id;
$$;

comment on function private.push_subscriptions_of is 'The browsers of somebody.';

grant execute on function private.push_subscriptions_of to holdfast_api;
