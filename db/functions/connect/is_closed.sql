-- Whether nothing will ever be paid into an account again: its business, or Stripe, has closed it.
-- Then there can be another.

create function private.is_closed(p_account data.payment_accounts) returns boolean
    language sql immutable parallel safe
    return coalesce(
        (p_account).disabled_reason = 'disconnected'
        or starts_with((p_account).disabled_reason, 'rejected.'),
        false
    );

comment on function private.is_closed is
    'Whether nothing will ever be paid into an account again.';

grant execute on function private.is_closed to holdfast_api;
