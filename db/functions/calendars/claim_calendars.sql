-- Outside calendars that are to be read, for whoever reads them (app/calendars.py): those that have
-- waited longest, whosever they are. They are the caller's for five minutes; what has not been
-- settled by then, because its reader died, is due again. Reading one twice does no harm.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden

create function api.claim_calendars(p_tenant_id uuid, p_limit data.page_size default 20)
returns jsonb
    language plpgsql volatile security definer
    set search_path = ''
as $$
declare
    v_tenant_id uuid;
    v_how_many integer;
    v_items jsonb := '[]';
begin
    perform private.require_role('worker');

    for v_tenant_id, v_how_many in
        select d.tenant_id, d.how_many
        from private.due_calendars(p_tenant_id, p_limit) as d
    loop
        perform private.add_claims(jsonb_build_object('tenant_id', v_tenant_id));
        v_items := v_items || private.take_calendars(v_tenant_id, v_how_many);
    end loop;

    return jsonb_build_object('items', v_items, 'next_cursor', null);
end;
$$;

comment on function api.claim_calendars is
    'Outside calendars to read now.

Answers a page of calendar_task.';

alter function api.claim_calendars owner to holdfast_api;
grant execute on function api.claim_calendars to holdfast_worker;
