-- Refuses a currency that there is not: of ISO 4217, the codes of money that people pay with, as of
-- 2026. Metals, funds and codes for tests are none.
--
-- Fails with  KV023  currency-unknown

create function private.require_currency(p_currency text) returns void
    language plpgsql immutable
    set search_path = ''
as $$
begin
    if p_currency <> all (string_to_array(
        'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN '
        'BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP '
        'GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS '
        'KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR '
        'MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD '
        'RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP '
        'TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW '
        'ZWG',
        ' '
    )) then
        raise exception using
            errcode = 'KV023',
            message = format('%s is no currency of ISO 4217 that people pay with.', p_currency),
            column = 'currency';
    end if;
end;
$$;

comment on function private.require_currency is 'Raise unless there is such a currency.';

grant execute on function private.require_currency to holdfast_api;
