-- Notes what Stripe says moved on the balance of a business: each once, and what was taken off as
-- fees goes into the ledger with it. What moved besides was posted when it happened.
--
-- p_transactions is [{id, type, amount, fee, platform_fee, currency, source, created,
-- available_on}, …]. Returns how many were not known.

create function private.note_transactions(
    p_tenant_id uuid,
    p_transactions jsonb,
    p_payout_id uuid default null
) returns integer
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_told record;
    v_known data.balance_transactions;
    v_noted integer := 0;
begin
    for v_told in
        select distinct on (t.id) t.*
        from jsonb_to_recordset(p_transactions) as t (
            id text, type text, amount bigint, fee bigint, platform_fee bigint, currency text,
            source text, created bigint, available_on bigint
        )
        order by t.id
    loop
        insert into data.balance_transactions (
            tenant_id, stripe_id, type, amount_minor, fee_minor, platform_fee_minor, currency,
            source_id, object_id, payout_id, occurred_at, available_at
        )
        values (
            p_tenant_id, v_told.id, v_told.type, v_told.amount, v_told.fee, v_told.platform_fee,
            upper(v_told.currency), v_told.source,
            private.object_of_stripe(p_tenant_id, v_told.source), p_payout_id,
            to_timestamp(v_told.created), to_timestamp(v_told.available_on)
        )
        on conflict (tenant_id, stripe_id) do nothing
        returning * into v_known;

        if found then
            v_noted := v_noted + 1;
            perform private.post_fees(v_known);
        else
            update data.balance_transactions
            set
                payout_id = coalesce(p_payout_id, payout_id),
                object_id = coalesce(
                    object_id, private.object_of_stripe(p_tenant_id, source_id)
                ),
                available_at = to_timestamp(v_told.available_on)
            where
                tenant_id = p_tenant_id
                and stripe_id = v_told.id
                and (
                    object_id is null
                    or p_payout_id is not null and payout_id is distinct from p_payout_id
                    or available_at <> to_timestamp(v_told.available_on)
                );
        end if;
    end loop;

    return v_noted;
end;
$$;

comment on function private.note_transactions is
    'Note what Stripe says moved on the balance of a business; how many were not known.';

grant execute on function private.note_transactions to holdfast_api;
