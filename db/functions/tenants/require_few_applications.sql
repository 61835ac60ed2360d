-- Refuses somebody who has five applications that are waiting for their link to be followed. They
-- come one after the other here, so that nobody sends six at once.
--
-- Fails with  KC081  too-many-applications

create function private.require_few_applications(p_email text) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('applicant ' || p_email, 0));

    perform
    from data.one_time_links
    where
        email = p_email
        and purpose = 'open_tenant'
        and used_at is null
        and expires_at > now()
    having count(*) >= 5;

    if found then
        raise exception using
            errcode = 'KC081',
            message = 'Five businesses wait for that e-mail address. Follow the links, or wait.',
            column = 'owner/email';
    end if;
end;
$$;

comment on function private.require_few_applications is
    'Raise if an e-mail address has enough applications.';

grant execute on function private.require_few_applications to holdfast_api;
