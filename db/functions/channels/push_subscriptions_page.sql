-- All browsers of somebody, the latest first: there are never more than fit a page.

create function private.push_subscriptions_page(p_whose data.push_subscriptions) returns jsonb
    language sql stable
    set search_path = ''
as $$
    select jsonb_build_object(
        'items',
        coalesce(
            jsonb_agg(private.push_subscription_json(s) order by s.subscription_id desc), '[]'
        ),
        'next_cursor', null
    )
    from private.push_subscriptions_of(p_whose) as s;
$$;

comment on function private.push_subscriptions_page is 'A page of all browsers of somebody.';

grant execute on function private.push_subscriptions_page to holdfast_api;
