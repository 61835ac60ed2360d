-- What is needed to send a text message, as things stand now. {"skipped": why}: nothing, or to
-- nobody. Without an account of the business ours is used, which the application knows.

create function private.sms_details(p_delivery data.deliveries) returns jsonb
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_account data.sms_accounts;
begin
    select *
    into v_account
    from data.sms_accounts
    where tenant_id = p_delivery.tenant_id;

    return private.phone_details(p_delivery, coalesce(v_account.needs_consent, false))
    || jsonb_build_object('account', case
        when v_account.account_sid is not null then jsonb_build_object(
            'account_sid', v_account.account_sid,
            'auth_token', v_account.auth_token,
            'sender', v_account.sender
        )
    end);
end;
$$;

comment on function private.sms_details is 'What is needed to send a text message.';

grant execute on function private.sms_details to holdfast_api;
