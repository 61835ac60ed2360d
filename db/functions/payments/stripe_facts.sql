-- What of an event of Stripe's we go by: ids, states, amounts and times of its object. Nothing that
-- is personal: names, addresses and the numbers of cards stay there, but for their last digits.
-- What an object does not have is left out.

create function private.stripe_facts(p_object jsonb) returns jsonb
    language sql immutable parallel safe
    return jsonb_strip_nulls(jsonb_build_object(
        'id', p_object -> 'id',
        'object', p_object -> 'object',
        'created', p_object -> 'created',
        'status', p_object -> 'status',
        'mode', p_object -> 'mode',
        'payment_status', p_object -> 'payment_status',
        'amount', coalesce(p_object -> 'amount_total', p_object -> 'amount'),
        'amount_refunded', p_object -> 'amount_refunded',
        'currency', p_object -> 'currency',
        'paid', p_object -> 'paid',
        'reference', p_object -> 'client_reference_id',
        'metadata', (p_object -> 'metadata') - array(
            select k
            from jsonb_object_keys(case
                when jsonb_typeof(p_object -> 'metadata') = 'object'
                    then p_object -> 'metadata'
                else '{}'
            end) as k
            where k not like 'holdfast\_%'
        ),
        'payment_intent', private.stripe_id(p_object -> 'payment_intent'),
        'charge', coalesce(
            private.stripe_id(p_object -> 'latest_charge'), private.stripe_id(p_object -> 'charge')
        ),
        'payment_method', private.stripe_id(p_object -> 'payment_method'),
        'card', case
            when jsonb_typeof(p_object -> 'card') = 'object' then jsonb_build_object(
                'brand', p_object -> 'card' -> 'brand',
                'last4', p_object -> 'card' -> 'last4',
                'exp_month', p_object -> 'card' -> 'exp_month',
                'exp_year', p_object -> 'card' -> 'exp_year'
            )
        end,
        'setup_intent', private.stripe_id(p_object -> 'setup_intent'),
        'subscription', private.stripe_id(p_object -> 'subscription'),
        'customer', private.stripe_id(p_object -> 'customer'),
        'evidence_due_by', p_object -> 'evidence_details' -> 'due_by',
        'fee', case
            when p_object ->> 'object' = 'dispute' then (
                select sum((b.moved ->> 'fee')::bigint)
                from jsonb_array_elements(case
                    when jsonb_typeof(p_object -> 'balance_transactions') = 'array'
                        then p_object -> 'balance_transactions'
                    else '[]'
                end) as b (moved)
                where b.moved ->> 'currency' = p_object ->> 'currency'
            )
        end,
        'balance_transaction', private.stripe_id(p_object -> 'balance_transaction'),
        'reason', p_object -> 'reason',
        'failure_code', coalesce(p_object -> 'failure_code', p_object -> 'failure_reason'),
        'arrival_date', p_object -> 'arrival_date',
        'charges_enabled', p_object -> 'charges_enabled',
        'payouts_enabled', p_object -> 'payouts_enabled',
        'details_submitted', p_object -> 'details_submitted',
        'reconciliation', p_object -> 'reconciliation_status',
        'requirements', case when p_object ->> 'object' = 'account' then jsonb_build_object(
            'due', coalesce(p_object #> '{requirements,currently_due}', '[]')
                || coalesce(p_object #> '{requirements,past_due}', '[]'),
            'reason', p_object #> '{requirements,disabled_reason}',
            'until', p_object #> '{requirements,current_deadline}'
        ) end
    ));

comment on function private.stripe_facts is
    'What of an object of Stripe''s we go by; nothing personal.';

grant execute on function private.stripe_facts to holdfast_api;
