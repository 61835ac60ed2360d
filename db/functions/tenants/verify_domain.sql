-- POST /v1/domains/{id}/verify
--
-- The application has asked DNS and says what its TXT records are, one on each line; null if nobody
-- answered. Of two businesses that claimed a host, it is that of the first whom DNS knows.
--
-- Fails with  KA001           not-signed-in
--             KC083           dns-unanswered
--             KF001           forbidden
--             KN022           domain-not-found
--             KV003           idempotency-mismatch
--             KV045           record-missing
--             sites_host_key  host-taken

create function api.verify_domain(
    p_tenant_id uuid,
    p_domain_id uuid,
    p_records text default null
) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_domain data.domains;
    v_wanted jsonb;
begin
    perform private.require_role('owner', 'manager');
    perform private.require_standing();
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    v_domain := private.require_domain(p_tenant_id, p_domain_id, true);
    v_wanted := private.domain_json(v_domain);

    if v_domain.verified_at is null then
        if p_records is null then
            raise exception using
                errcode = 'KC083',
                message = 'The name servers did not answer. Try again in a while.';
        end if;

        if v_wanted ->> 'record_value' <> all(string_to_array(p_records, E'\n')) then
            raise exception using
                errcode = 'KV045',
                message = 'DNS does not have the TXT record yet.',
                detail = jsonb_build_object(
                    'record_name', v_wanted -> 'record_name',
                    'record_value', v_wanted -> 'record_value'
                );
        end if;

        update data.domains
        set verified_at = now()
        where tenant_id = p_tenant_id and domain_id = p_domain_id
        returning * into v_domain;
    end if;

    return private.remember(p_tenant_id, 'staff', private.domain_json(v_domain));
end;
$$;

comment on function api.verify_domain is
    'Look whether DNS says that a host is the business''s.

Once it does, the host shows its page, and nobody else''s.

Answers domain.';

alter function api.verify_domain owner to holdfast_api;
grant execute on function api.verify_domain to holdfast_web, holdfast_person;
