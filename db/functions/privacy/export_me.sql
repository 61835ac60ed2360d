-- GET /v1/me/export
--
-- Every business that knows the address is looked into as one of its customers
-- (private.visit_business). Whoever has not shown that the address is theirs is told of none.
--
-- Fails with  KA001  not-signed-in
--             KF030  email-not-verified

create function api.export_me(p_tenant_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
declare
    v_claims constant jsonb := private.current_claims();
    v_user constant data.users := private.require_user();
    v_sessions jsonb;
    v_businesses jsonb := '[]';
    v_business private.my_business;
    v_customer_id uuid;
begin
    select coalesce(
        jsonb_agg(to_jsonb(s) - private.secret_columns('sessions') order by s.session_id), '[]'
    )
    into v_sessions
    from data.sessions as s
    where s.user_id = v_user.user_id;

    if v_user.email_verified_at is not null then
        foreach v_business in array private.my_businesses() loop
            v_customer_id := private.visit_business(v_business);
            continue when v_customer_id is null;
            v_businesses := v_businesses || jsonb_build_object(
                'slug', v_business.slug,
                'name', v_business.name,
                'customer_id', v_customer_id,
                'records', private.person_records(v_business.tenant_id, v_customer_id)
            );
        end loop;

        perform private.begin_claims(v_claims, false);
    end if;

    return to_jsonb(row(
        private.utc(now()),
        to_jsonb(v_user) - private.secret_columns('users'),
        v_sessions,
        v_businesses
    )::api.account);
end;
$$;

comment on function api.export_me is
    'All that is known of you.

Your account, where you signed in, and what every business knows that has your e-mail address.

Answers account.';

alter function api.export_me owner to holdfast_api;
grant execute on function api.export_me to holdfast_web, holdfast_person;
