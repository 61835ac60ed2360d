-- When the owners of a business are to be reminded next. Null: of nothing.

create function private.remind_at(p_subscription data.tenant_subscriptions) returns timestamptz
    language sql stable
    set search_path = ''
as $$
    select min(r.due_at)
    from private.subscription_reminders(p_subscription) as r
    where r.due_at > now();
$$;

comment on function private.remind_at is 'When the owners of a business are to be reminded next.';

grant execute on function private.remind_at to holdfast_api;
