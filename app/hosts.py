"""Names of hosts as DNS has them, and what DNS says of them."""

import json
from collections.abc import Mapping
from typing import Any

import dns.asyncresolver
import dns.exception
import dns.nameserver
import dns.resolver
import idna
from starlette.requests import Request

from app.http import Made
from app.settings import Settings

LONGEST_WAIT_SECONDS = 4.0


async def ascii_host(
    request: Request, who: Mapping[str, Any], given: Mapping[str, Any]
) -> str | None:
    """A host in lower case and Punycode (IDNA 2008, UTS 46); None if it cannot be written so, which
    the function then says."""
    host = str(given["host"]).strip().rstrip(".")
    try:
        return idna.encode(host, uts46=True, std3_rules=True).decode().lower()
    except idna.IDNAError:
        return None


async def txt_records(
    request: Request, who: Mapping[str, Any], given: Mapping[str, Any]
) -> str | None:
    """What the TXT records say that verify a domain, one on each line; None if nobody answers."""
    found = await request.state.database.call("get_domain", {"domain_id": given["domain_id"]}, who)
    name = json.loads(found.body)["record_name"]
    try:
        answer = await resolver(request.state.settings).resolve(name, "TXT", search=False)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return ""
    except dns.exception.DNSException:
        return None
    texts = (b"".join(record.strings).decode(errors="replace") for record in answer)
    return "\n".join(text.replace("\0", "") for text in texts)


def resolver(settings: Settings) -> dns.asyncresolver.Resolver:
    """Whoever knows DNS: the name servers of the settings, or those of the system."""
    servers = [each.strip() for each in settings.dns_servers.split(",") if each.strip()]
    asked = dns.asyncresolver.Resolver(configure=not servers)
    asked.lifetime = LONGEST_WAIT_SECONDS
    if servers:
        asked.nameservers = [name_server(each) for each in servers]
    return asked


def name_server(text: str) -> dns.nameserver.Nameserver:
    """A name server: 192.0.2.1, 192.0.2.1:5353, or [2001:db8::1]:5353."""
    if text.count(":") == 1 or text.startswith("["):
        address, _, port = text.rpartition(":") if not text.endswith("]") else (text, "", "53")
        return dns.nameserver.Do53Nameserver(address.strip("[]"), int(port))
    return dns.nameserver.Do53Nameserver(text)


AS_DNS_HAS_IT = Made("ascii", ascii_host)
KNOWN_TO_DNS = Made("records", txt_records)
