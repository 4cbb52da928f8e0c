"""What a vendor does first, through a client that openapi-python-client has made of the document."""

import sys
import time

sys.path.insert(0, sys.argv[1])

from coldframe_client import AuthenticatedClient
from coldframe_client.api.domains import domains_create, domains_get
from coldframe_client.api.events import events_list
from coldframe_client.api.mailboxes import mailboxes_list
from coldframe_client.api.operations import operations_get
from coldframe_client.api.webhook_endpoints import webhook_endpoints_create
from coldframe_client.models import (
    CreateDomain,
    CreateWebhookEndpoint,
    DnsMode,
    DomainStatus,
    OperationStatus,
    Problem,
    Provider,
    Registration,
)

client = AuthenticatedClient(base_url=sys.argv[2], token=sys.argv[3])
order = CreateDomain(
    name="python-smoke.com",
    provider=Provider.MICROSOFT365,
    registration=Registration.REGISTER,
    dns=DnsMode.MANAGED,
    mailbox_count=2,
)

domain = domains_create.sync(client=client, body=order, idempotency_key="python-1")
again = domains_create.sync(client=client, body=order, idempotency_key="python-1")
assert again.id == domain.id, "the same order twice"

deadline = time.monotonic() + 60
while (operation := operations_get.sync(domain.operation_id, client=client)).finished_at is None:
    assert time.monotonic() < deadline, operation
    time.sleep(0.2)
assert operation.status == OperationStatus.SUCCEEDED, operation
assert domains_get.sync(domain.id, client=client).status == DomainStatus.WARMING

page = mailboxes_list.sync(client=client, domain_id=domain.id, limit=1)
rest = mailboxes_list.sync(client=client, domain_id=domain.id, limit=1, cursor=page.next_cursor)
assert len({one.address for one in [*page.data, *rest.data]}) == 2

refused = domains_create.sync(client=client, body=order)
assert isinstance(refused, Problem) and refused.code == "domain_exists", refused

endpoint = webhook_endpoints_create.sync(client=client, body=CreateWebhookEndpoint(url="http://127.0.0.1:4000/"))
assert endpoint.secret.startswith("whsec_")

events = events_list.sync(client=client, after_sequence=0).data
assert [event.type_.value for event in events if event.data.to_dict().get("id") == domain.id][0] == "domain.created"
print("done")
