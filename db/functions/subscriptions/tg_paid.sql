-- The door that is shut to a business that has not paid: its own people change nothing of what it
-- is, sells and works with. What customers have goes on, money goes where it belongs, and what is
-- owed to the law is done: private.left_out_of_lapse says which tables that is. Triggers of this
-- function stand on all others (db/policies/subscriptions.sql).
--
-- Fails with  KF160  subscription-lapsed

create function private.tg_paid() returns trigger
    language plpgsql stable
    set search_path = ''
as $$
begin
    -- A platform admin who acts for the business may put things right.
    if not private.current_claims() ? 'acting' then
        perform private.require_paid(private.current_tenant_id());
    end if;

    return null;
end;
$$;

comment on function private.tg_paid is 'Raise if a business can only be read.';
