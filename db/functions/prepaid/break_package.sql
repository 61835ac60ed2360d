-- What is left of a package that nobody can spend any more is earned, and its sessions are gone.

create function private.break_package(p_bought data.customer_packages, p_cause text) returns void
    language plpgsql volatile
    set search_path = ''
as $$
declare
    v_value constant bigint := private.left_on(
        p_bought.tenant_id, 'package_value', p_bought.customer_package_id, p_bought.currency
    );
    v_sessions constant bigint := private.left_on(
        p_bought.tenant_id, 'package_sessions', p_bought.customer_package_id, 'SES'
    );
begin
    perform private.post_journal(
        p_bought.tenant_id,
        'package.expired',
        p_bought.customer_package_id,
        array[
            private.line_for(
                'package_value', v_value, p_bought.currency, p_bought.customer_package_id,
                p_bought.customer_id
            ),
            private.line_for('breakage', -v_value, p_bought.currency, null, p_bought.customer_id),
            private.line_for(
                'package_sessions', v_sessions, 'SES', p_bought.customer_package_id,
                p_bought.customer_id
            ),
            private.line_for('sessions_issued', -v_sessions, 'SES', null, p_bought.customer_id)
        ],
        now(),
        p_cause
    );
end;
$$;

comment on function private.break_package is 'Earn what is left of a package.';

grant execute on function private.break_package to holdfast_api;
