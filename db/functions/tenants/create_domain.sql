-- POST /v1/domains
--
-- Anybody can claim a host; it is theirs when DNS says so. The application writes it as DNS has it,
-- in Punycode, since PostgreSQL cannot; at a psql prompt that is how it is typed.
--
-- Fails with  KA001             not-signed-in
--             KF001             forbidden
--             KV003             idempotency-mismatch
--             KV044             host-ours
--             KV046             host-invalid
--             domains_host_key  host-claimed

create function api.create_domain(
    p_tenant_id uuid,
    p_host data.long_text,
    p_ascii text default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_host constant data.host_name := private.host_of(p_host, p_ascii);
    v_answer jsonb;
    v_domain data.domains;
begin
    perform private.require_role('owner', 'manager');
    perform private.require_standing();
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    if private.slug_under_base(v_host) is not null then
        raise exception using
            errcode = 'KV044',
            message = 'That host is ours: it goes with the slug of a business.',
            column = 'host';
    end if;

    insert into data.domains (tenant_id, host)
    values (p_tenant_id, v_host)
    returning * into v_domain;

    return private.remember(p_tenant_id, 'staff', private.domain_json(v_domain));
end;
$$;

comment on function api.create_domain is
    'Claim a host of one''s own.

Put a TXT record into DNS as the answer says, then verify it.

Answers domain.';

alter function api.create_domain owner to holdfast_api;
grant execute on function api.create_domain to holdfast_web, holdfast_person;
