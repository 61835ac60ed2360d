-- The one shape that a movement on the balance has outside the database.

create function private.balance_transaction_json(p_transaction data.balance_transactions)
returns jsonb
    language sql stable parallel safe
    return to_jsonb(row(
        (p_transaction).transaction_id,
        (p_transaction).type,
        row((p_transaction).amount_minor, (p_transaction).currency)::api.money,
        row((p_transaction).fee_minor, (p_transaction).currency)::api.money,
        row((p_transaction).platform_fee_minor, (p_transaction).currency)::api.money,
        row(
            (p_transaction).amount_minor - (p_transaction).fee_minor, (p_transaction).currency
        )::api.money,
        (p_transaction).object_id,
        (p_transaction).payout_id,
        private.utc((p_transaction).occurred_at),
        private.utc((p_transaction).available_at),
        (p_transaction).stripe_id
    )::api.balance_transaction);

comment on function private.balance_transaction_json is
    'A movement on the balance as clients see it.';

grant execute on function private.balance_transaction_json to holdfast_api;
