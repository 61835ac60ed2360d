-- What of a subscription of a business, or of a bill for it, we go by, besides what stands in
-- private.stripe_facts. Ids, states, amounts and times; nothing personal.
--
-- Where a period ends stands with the items of a subscription, and to which subscription a bill
-- belongs with its parent; both stood with the object itself before.

create function private.billing_facts(p_object jsonb) returns jsonb
    language sql immutable parallel safe
    return jsonb_strip_nulls(jsonb_build_object(
        'status', p_object -> 'status',
        'customer', private.stripe_id(p_object -> 'customer'),
        'subscription', coalesce(
            private.stripe_id(p_object -> 'parent' -> 'subscription_details' -> 'subscription'),
            private.stripe_id(p_object -> 'subscription')
        ),
        'item', p_object -> 'items' -> 'data' -> 0 -> 'id',
        'price', private.stripe_id(p_object -> 'items' -> 'data' -> 0 -> 'price'),
        'period_start', coalesce(
            p_object -> 'items' -> 'data' -> 0 -> 'current_period_start',
            p_object -> 'current_period_start'
        ),
        'period_end', coalesce(
            p_object -> 'items' -> 'data' -> 0 -> 'current_period_end',
            p_object -> 'current_period_end'
        ),
        'trial_end', p_object -> 'trial_end',
        'cancel_at', p_object -> 'cancel_at',
        'cancel_at_period_end', p_object -> 'cancel_at_period_end',
        'ended_at', p_object -> 'ended_at',
        'cancel_reason', p_object -> 'cancellation_details' -> 'reason',
        'latest_invoice', private.stripe_id(p_object -> 'latest_invoice'),
        'number', p_object -> 'number',
        'amount_due', p_object -> 'amount_due',
        'amount_paid', p_object -> 'amount_paid',
        'invoice_url', p_object -> 'hosted_invoice_url',
        'invoice_pdf', p_object -> 'invoice_pdf'
    ));

comment on function private.billing_facts is
    'What of a subscription, or of a bill for it, we go by; nothing personal.';

grant execute on function private.billing_facts to holdfast_api;
