-- Deletes what was written to an e-mail address in the name of no business: e-mails, links, and
-- answers kept for an applicant. The claims say which address it is, as row security asks, and are
-- afterwards what they were.

create function private.forget_address(p_email text) returns void
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_claims constant jsonb := private.current_claims();
    v_applicant_id constant uuid := private.applicant_id(p_email);
begin
    perform private.begin_claims(
        v_claims - 'slug' || jsonb_build_object('tenant_id', v_applicant_id, 'forgets', p_email),
        false
    );

    delete from data.messages
    where tenant_id is null and recipient = p_email;

    delete from data.one_time_links
    where tenant_id is null and email = p_email;

    delete from data.idempotency_keys
    where tenant_id = v_applicant_id;

    perform private.begin_claims(v_claims, false);
end;
$$;

comment on function private.forget_address is
    'Delete what was written to an address in the name of no business.';

alter function private.forget_address owner to holdfast_eraser;
grant execute on function private.forget_address to holdfast_api;
