-- GET /v1/me/feeds
--
-- Fails with  KA001  not-signed-in

create function api.list_account_feeds(p_tenant_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_user constant data.users := private.require_user();
begin
    return jsonb_build_object(
        'items',
        coalesce(
            (
                select jsonb_agg(private.account_feed_json(f) order by f.feed_id)
                from data.account_feeds as f
                where f.user_id = v_user.user_id
            ),
            '[]'
        ),
        'next_cursor', null
    );
end;
$$;

comment on function api.list_account_feeds is
    'The feeds of your bookings.

Answers a page of account_feed.';

alter function api.list_account_feeds owner to holdfast_api;
grant execute on function api.list_account_feeds to holdfast_web, holdfast_person;
