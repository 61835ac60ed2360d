-- Has Stripe asked to change a subscription, which is locked: through the outbox, by an id of ours,
-- so that it is done once. What it then tells settles it. The last wish counts.

create function private.ask_for_change(
    p_subscription data.tenant_subscriptions,
    p_kind text,
    p_price_id uuid
) returns void
    language plpgsql volatile
    set search_path = ''
as $$
begin
    update data.tenant_subscriptions
    set
        change_id = uuidv7(),
        change_kind = p_kind,
        change_price_id = p_price_id,
        change_error = null,
        updated_at = now()
    where
        tenant_id = p_subscription.tenant_id
        -- Asked twice, it is asked of Stripe once.
        and (
            change_kind is distinct from p_kind
            or change_price_id is distinct from p_price_id
            or change_error is not null
        );
end;
$$;

comment on function private.ask_for_change is 'Have Stripe asked to change a subscription.';

grant execute on function private.ask_for_change to holdfast_api;
