-- How long to wait before the next attempt: exponential backoff with full jitter, so that what
-- failed together does not come back together. 10 seconds, doubled by each attempt, 6 hours at
-- most, and of that between a half and the whole. After Marc Brooker, "Exponential Backoff And
-- Jitter", 2015.

create function private.retry_delay(p_attempts integer) returns interval
    language sql volatile parallel safe
    return least(interval '10 seconds' * 2 ^ (p_attempts - 1), interval '6 hours')
    * (0.5 + random() / 2);

comment on function private.retry_delay is 'How long to wait before the next attempt.';

grant execute on function private.retry_delay to holdfast_api;
