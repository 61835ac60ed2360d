-- When the slot of a hold becomes anybody's: as it lapses, unless somebody waits at this business.
-- Then a minute later: in that minute nobody can confirm it any more, and nobody else can have it
-- but the sweep, which comes every second or so and hands the slot on. Where no sweep runs, it is
-- free then.
--
-- The caller shares the waitlist (private.share_waitlist), or has it alone: nobody begins to wait
-- unseen. Who begins to wait later sees to the holds that there are (private.keep_for_handing_on).

create function private.handed_on_by(p_tenant_id uuid, p_lapses_at timestamptz)
returns timestamptz
    language plpgsql volatile
    set search_path = ''
as $$
begin
    if private.is_waited_for(p_tenant_id) then
        return p_lapses_at + interval '1 minute';
    end if;

    return p_lapses_at;
end;
$$;

comment on function private.handed_on_by is 'When the slot of a hold becomes anybody''s.';

grant execute on function private.handed_on_by to holdfast_api;
