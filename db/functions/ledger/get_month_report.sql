-- GET /v1/months/{month}/report
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.get_month_report(p_tenant_id uuid, p_month data.month) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    perform private.require_role('owner', 'manager');

    return private.month_report_json(p_tenant_id, private.first_of(p_month));
end;
$$;

comment on function api.get_month_report is
    'What a month came to: for good once it is closed, so far while it is open.

A month is on the clock of the business. With Accept: text/csv its accounts are a table (RFC 4180).

Answers month_report.';

alter function api.get_month_report owner to holdfast_api;
grant execute on function api.get_month_report to holdfast_web, holdfast_person;
