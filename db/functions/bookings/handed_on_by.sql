-- When the slot of a hold becomes anybody's: a minute after it has lapsed. In that minute nobody
-- can confirm it any more, and nobody else can have it but the sweep, which comes every second or
-- so: it hands the slot to whoever waits for it, or frees it. Where no sweep runs, it is free then.

create function private.handed_on_by(p_lapses_at timestamptz) returns timestamptz
    language sql stable parallel safe
    return p_lapses_at + interval '1 minute';

comment on function private.handed_on_by is 'When the slot of a hold becomes anybody''s.';

grant execute on function private.handed_on_by to holdfast_api;
