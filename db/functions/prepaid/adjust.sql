-- Gives a customer credit or points, or takes them: no more than there is.
--
-- Fails with  KC120  not-enough-left
--             KV175  nothing-to-adjust

create function private.adjust(
    p_tenant_id uuid,
    p_customer_id uuid,
    p_kind text,
    p_amount bigint,
    p_unit text,
    p_reason text
) returns jsonb
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_adjustment data.adjustments;
begin
    if coalesce(p_amount, 0) = 0 or abs(p_amount) > 1000000000 then
        raise exception using
            errcode = 'KV175',
            message = 'Say how much, and not nothing.',
            column = case p_kind when 'credit' then 'amount' else 'points' end;
    end if;

    insert into data.adjustments (
        tenant_id, customer_id, kind, amount, unit, reason, created_by
    )
    values (
        p_tenant_id, p_customer_id, p_kind, p_amount, p_unit, p_reason,
        private.current_user_id()
    )
    returning * into v_adjustment;

    perform private.post_journal(
        p_tenant_id,
        p_kind || '.adjusted',
        v_adjustment.adjustment_id,
        case p_kind
            when 'points' then private.points_lines(p_tenant_id, p_customer_id, p_amount, false)
            else array[
                private.line_for('discounts', p_amount, p_unit, null, p_customer_id),
                private.line_for(
                    'customer_credit', -p_amount, p_unit, p_customer_id, p_customer_id
                )
            ]
        end
    );

    return to_jsonb(row(
        v_adjustment.adjustment_id, p_customer_id, p_kind, p_amount, p_unit, p_reason,
        private.utc(v_adjustment.created_at)
    )::api.adjustment);
end;
$$;

comment on function private.adjust is 'Give a customer credit or points, or take them.';

grant execute on function private.adjust to holdfast_api;
