-- Ends a change that freed time: offers what these resources have free to those who wait for it,
-- the best match first, until nothing is left that suits anybody. Part of the transaction that
-- frees it, so that it is never anybody's in between.
--
-- p_freed_ids is what private.freed_by returned; the calendars around it are locked.

create function private.offer_freed(p_tenant_id uuid, p_freed_ids uuid[]) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_tried uuid[] := '{}';
    v_match record;
begin
    if p_freed_ids = '{}' then
        return;
    end if;

    loop
        select *
        into v_match
        from private.next_match(p_tenant_id, p_freed_ids, v_tried);

        exit when not found;

        perform private.make_offer(
            p_tenant_id, v_match.entry_id, v_match.starts_at, v_match.lead_ids
        );
        v_tried := v_tried || v_match.entry_id;
    end loop;
end;
$$;

comment on function private.offer_freed is 'Offer what is free to those who wait for it.';

grant execute on function private.offer_freed to holdfast_api;
