-- GET /v1/tenants/{slug}/series/{id}
-- GET /v1/series/{id}
--
-- Fails with  KN011  series-not-found

create function api.get_series(p_tenant_id uuid, p_series_id uuid) returns jsonb
    language plpgsql stable security definer
    set search_path = ''
as $$
begin
    return private.series_json(private.require_series(p_tenant_id, p_series_id));
end;
$$;

comment on function api.get_series is
    'One series with its bookings: yours by its manage token, or one that your role may see.

Answers series.';

alter function api.get_series owner to holdfast_api;
grant execute on function api.get_series to holdfast_web, holdfast_person;
