-- What so many sessions of a package are worth: their share of what was paid for those that are
-- left. So the last takes whatever rounding has left over.

create function private.session_share(p_bought data.customer_packages, p_sessions integer)
returns bigint
    language sql stable
    set search_path = ''
as $$
    select coalesce(round(
        private.left_on(
            (p_bought).tenant_id, 'package_value', (p_bought).customer_package_id,
            (p_bought).currency
        )::numeric * p_sessions
        / nullif(private.left_on(
            (p_bought).tenant_id, 'package_sessions', (p_bought).customer_package_id, 'SES'
        ), 0)
    ), 0)::bigint;
$$;

comment on function private.session_share is 'What so many sessions of a package are worth.';

grant execute on function private.session_share to holdfast_api;
