-- A booking as an answer: its JSON, with its version as the ETag.

create function private.answer_booking(p_booking data.bookings) returns jsonb
    language plpgsql volatile
    set search_path = ''
as $$
begin
    perform private.respond_with('ETag', format('"%s"', (p_booking).version));
    return private.booking_json(p_booking);
end;
$$;

comment on function private.answer_booking is 'A booking as an answer, with its ETag.';

grant execute on function private.answer_booking to holdfast_api;
