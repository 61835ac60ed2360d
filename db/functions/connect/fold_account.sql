-- Works out anew what a business's account is, from all that Stripe has told of it, and tells its
-- owners when customers can pay, or cannot any more.

create function private.fold_account(p_tenant_id uuid) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_was data.payment_accounts;
    v_account data.payment_accounts;
    v_known data.stripe_events[];
    v_seen jsonb;
begin
    select *
    into v_was
    from data.payment_accounts
    where tenant_id = p_tenant_id
    for no key update;

    v_known := private.known_of(p_tenant_id, 'account', p_tenant_id);
    v_seen := private.account_seen(v_known);

    if private.is_unclear(v_known) then
        perform private.record_event(
            p_tenant_id, 'payment_account.unclear', p_tenant_id, null, jsonb_build_object(
                'charges_enabled', v_was.charges_enabled,
                'payouts_enabled', v_was.payouts_enabled
            )
        );
    end if;

    if v_seen is null then
        return;
    end if;

    v_account := v_was;
    v_account.charges_enabled := coalesce((v_seen ->> 'charges_enabled')::boolean, false);
    v_account.payouts_enabled := coalesce((v_seen ->> 'payouts_enabled')::boolean, false);
    v_account.details_submitted := coalesce((v_seen ->> 'details_submitted')::boolean, false);
    v_account.disabled_reason := v_seen #>> '{requirements,reason}';
    v_account.requirements := array(
        select distinct r.code
        from jsonb_array_elements_text(coalesce(v_seen #> '{requirements,due}', '[]')) as r (code)
        order by r.code
    );
    v_account.requirements_due_at := to_timestamp((v_seen #>> '{requirements,until}')::bigint);

    if v_account = v_was then
        return;
    end if;

    update data.payment_accounts
    set
        charges_enabled = v_account.charges_enabled,
        payouts_enabled = v_account.payouts_enabled,
        details_submitted = v_account.details_submitted,
        disabled_reason = v_account.disabled_reason,
        requirements = v_account.requirements,
        requirements_due_at = v_account.requirements_due_at,
        updated_at = now()
    where tenant_id = p_tenant_id;

    if v_account.charges_enabled and not v_was.charges_enabled then
        perform private.write_to_owners(p_tenant_id, 'payments_enabled', '{}');
    elsif
        v_was.charges_enabled and not v_account.charges_enabled
        or v_was.payouts_enabled and not v_account.payouts_enabled
    then
        perform private.write_to_owners(p_tenant_id, 'payments_restricted', jsonb_build_object(
            'why', coalesce(
                private.disabled_words(v_account.disabled_reason), 'Stripe does not say why.'
            )
        ));
    end if;
end;
$$;

comment on function private.fold_account is
    'Work out what a business''s account is from all that Stripe has told of it.';

grant execute on function private.fold_account to holdfast_api;
