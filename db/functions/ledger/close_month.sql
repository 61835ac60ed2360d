-- POST /v1/months/{month}/close
--
-- Whoever posts something waits until it is closed, and it waits for them: what was under way is in
-- it. It is not opened again: what is late is posted in the month that is open.
--
-- Fails with  KA001  not-signed-in
--             KC185  month-not-over
--             KC186  month-closed
--             KC187  earlier-month-open
--             KF001  forbidden
--             KV003  idempotency-mismatch

create function api.close_month(p_tenant_id uuid, p_month data.month) returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_answer jsonb;
    v_month data.closed_months;
    v_next date;
begin
    perform private.require_role('owner', 'manager');
    v_answer := private.replay(p_tenant_id, 'staff');

    if v_answer is not null then
        return v_answer;
    end if;

    perform private.lock_books(p_tenant_id, true);
    v_month := private.month_of(p_tenant_id, private.first_of(p_month));
    v_next := private.next_month(p_tenant_id);

    if v_month.ends_at > now() then
        raise exception using
            errcode = 'KC185',
            message = format('%s is not over where the business is.', p_month);
    end if;

    if v_month.closed_at is not null or exists (
        select
        from data.closed_months as m
        where m.tenant_id = p_tenant_id and m.month > v_month.month
    ) then
        raise exception using
            errcode = 'KC186',
            message = format('%s is closed.', p_month);
    end if;

    if v_month.month > v_next then
        raise exception using
            errcode = 'KC187',
            message = format('%s is open still. Close it first.', to_char(v_next, 'YYYY-MM'));
    end if;

    insert into data.closed_months (tenant_id, month, begins_at, ends_at, closed_by, closed_at)
    values (
        p_tenant_id, v_month.month, v_month.begins_at, v_month.ends_at, private.current_user_id(),
        clock_timestamp()
    );

    return private.remember(
        p_tenant_id, 'staff', private.month_report_json(p_tenant_id, v_month.month)
    );
end;
$$;

comment on function api.close_month is
    'Close a month, for good: nothing is posted in it any more.

It has to be over, on the clock of the business, and those before it closed. What is heard of later
is posted in the month that is open, with a note of when it was.

Answers month_report.';

alter function api.close_month owner to holdfast_api;
grant execute on function api.close_month to holdfast_web, holdfast_person;
