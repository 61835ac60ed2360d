-- The series, if the caller may see it: owners and managers see all of their business, staff those
-- of which they lead a booking, a guest the one whose manage token they bring. For everybody else
-- it does not exist.
--
-- Fails with  KA001  not-signed-in
--             KF001  forbidden
--             KN011  series-not-found

create function private.require_series(p_tenant_id uuid, p_series_id uuid) returns data.series
    language plpgsql stable
    set search_path = ''
as $$
declare
    v_claims constant jsonb := private.current_claims();
    v_series data.series;
begin
    if not private.is_guest() then
        perform private.require_staff();
    end if;

    select *
    into v_series
    from data.series
    where tenant_id = p_tenant_id and series_id = p_series_id;

    if not found or not coalesce(
        case v_claims ->> 'role'
            when 'owner' then true
            when 'manager' then true
            when 'staff' then exists (
                select
                from data.bookings as b
                where
                    b.tenant_id = p_tenant_id
                    and b.series_id = p_series_id
                    and private.leads(b)
            )
            when 'guest' then v_claims ->> 'manage_token'
            = private.manage_token(p_tenant_id, p_series_id)
        end,
        false
    ) then
        raise exception using
            errcode = 'KN011',
            message = 'There is no such series.';
    end if;

    return v_series;
end;
$$;

comment on function private.require_series is 'A series that the caller may see.';

grant execute on function private.require_series to holdfast_api;
