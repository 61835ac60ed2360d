-- What is needed to make a delivery (private.delivery_details), or {"impossible": why} if that
-- cannot be told: one fault of ours, or one row that nobody thought of, must not keep everything
-- else from being delivered. So too where no worker has ever said what became of it: perhaps it is
-- what they die of.

create function private.details_or_error(p_delivery data.deliveries) returns jsonb
    language plpgsql stable
    set search_path = ''
as $$
begin
    if p_delivery.attempts > private.most_attempts() then
        return jsonb_build_object('impossible', 'No worker has said what became of it.');
    end if;

    return coalesce(
        private.delivery_details(p_delivery),
        private.skipped('There is nothing to tell any more.')
    );
exception
    when others then
        return jsonb_build_object('impossible', format('%s: %s', sqlstate, sqlerrm));
end;
$$;

comment on function private.details_or_error is 'What is needed to make a delivery, or why not.';

grant execute on function private.details_or_error to holdfast_api;
