-- What somebody means who answers a message: opted_out, back, or else heard. These are the words
-- that Twilio heeds as well.

create function private.reply_means(p_text text) returns text
    language sql immutable parallel safe
    return case
        when upper(btrim(p_text, E' \t\r\n.!"''')) in (
            'STOP', 'STOPALL', 'STOP ALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'OPTOUT',
            'REVOKE'
        ) then 'opted_out'
        when upper(btrim(p_text, E' \t\r\n.!"''')) in ('START', 'UNSTOP', 'YES') then 'back'
        else 'heard'
    end;

comment on function private.reply_means is 'What somebody means who answers a message.';

grant execute on function private.reply_means to holdfast_api;
