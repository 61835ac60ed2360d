-- A consent is a fact: only its end is added, once. (A customer's record may turn out to be
-- another's, and then the consent is theirs: see api.merge_customers. Whoever is erased loses the
-- words, which may name them; that they consented, when and to what purpose stays.)
--
-- Fails with  KC096  consent-stays

create function private.tg_consents_stay() returns trigger
    language plpgsql volatile
    set search_path = ''
as $$
begin
    if to_jsonb(old) - '{customer_id,withdrawn_at,wording}'::text[]
        = to_jsonb(new) - '{customer_id,withdrawn_at,wording}'::text[]
        and (old.wording = new.wording or current_user = 'holdfast_eraser')
        and (old.withdrawn_at is null or old.withdrawn_at is not distinct from new.withdrawn_at)
    then
        return null;
    end if;

    raise exception using
        errcode = 'KC096',
        message = 'A consent stays as it was given; it can be withdrawn, once.';
end;
$$;

comment on function private.tg_consents_stay is 'Let only the end of a consent be written.';

create trigger _100_stay after update on data.consents
for each row execute function private.tg_consents_stay();
