-- What becomes of a subscription is an event, whichever door it came through; so is what Stripe is
-- to be asked for.

create function private.tg_subscriptions_events() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
begin
    if
        (new.plan, new.status, new.price_id, new.period_ends_at, new.cancel_at, new.lapses_at)
        is distinct from
        (old.plan, old.status, old.price_id, old.period_ends_at, old.cancel_at, old.lapses_at)
    then
        perform private.record_event(
            new.tenant_id, 'subscription.updated', new.subscription_id, null,
            jsonb_build_object(
                'status', new.status,
                'plan', new.plan,
                'period_ends_at', private.utc(new.period_ends_at),
                'cancel_at', private.utc(new.cancel_at),
                'lapses_at', private.utc(new.lapses_at)
            )
        );
    end if;

    if new.change_id is distinct from old.change_id and new.change_id is not null then
        perform private.record_event(
            new.tenant_id, 'subscription.change_requested', new.subscription_id, null,
            jsonb_build_object('change_id', new.change_id, 'kind', new.change_kind)
        );
    end if;

    if new.change_error is distinct from old.change_error and new.change_error is not null then
        perform private.record_event(
            new.tenant_id, 'subscription.change_refused', new.subscription_id, null,
            jsonb_build_object('change_id', new.change_id, 'kind', new.change_kind)
        );
    end if;

    if old.checkout_id <> new.checkout_id and old.session_id is not null then
        perform private.record_event(
            new.tenant_id, 'subscription.checkout_replaced', new.subscription_id, null,
            jsonb_build_object('session_id', old.session_id)
        );
    end if;

    return null;
end;
$$;

comment on function private.tg_subscriptions_events is 'Record what becomes of subscriptions.';

create trigger _900_event after insert or update on data.tenant_subscriptions
for each row execute function private.tg_subscriptions_events();
