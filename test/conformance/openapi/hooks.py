"""What schemathesis cannot know of the API: which things the run itself stands on, and what an order needs to succeed."""

import json
import os
import uuid

import schemathesis
from schemathesis import GenerationMode

THINGS = json.loads(os.environ["THINGS"])
UNKNOWN = "0" * 26
MOST_SENT = 100
TARGETS = {
    "GET /v1/tenants/{id}": "tenants",
    "GET /v1/audit-log/{id}": "auditEntries",
    "GET /v1/events/{id}": "events",
    "GET /v1/webhook-deliveries/{id}": "deliveries",
    "POST /v1/webhook-deliveries/{id}/redeliver": "deliveries",
    "POST /v1/operations/{id}/retry": "operationsToRetry",
    "GET /v1/tenants/{id}/send-budget": "tenants",
    "POST /v1/domains/{id}/rotate": "domainsToRotate",
    "POST /v1/rotations/{id}/approve": "rotationsToApprove",
    "POST /v1/mailboxes/{id}/pause": "mailboxesToPause",
    "POST /v1/mailboxes/{id}/resume": "mailboxesToPause",
    "DELETE /v1/domains/{id}": "domainsToRetire",
    "DELETE /v1/mailboxes/{id}": "mailboxesToDelete",
    "DELETE /v1/api-keys/{id}": "keysToRevoke",
    "GET /v1/suppressions/{id}": "suppressions",
    "DELETE /v1/suppressions/{id}": "suppressionsToDelete",
}

REPORT = """<?xml version="1.0"?>
<feedback>
  <report_metadata>
    <org_name>Receiver</org_name>
    <email>dmarc@receiver.example</email>
    <report_id>{id}</report_id>
    <date_range><begin>1767225600</begin><end>1767311999</end></date_range>
  </report_metadata>
  <policy_published><domain>{domain}</domain><p>none</p></policy_published>
  <record>
    <row>
      <source_ip>192.0.2.1</source_ip>
      <count>2</count>
      <policy_evaluated><disposition>none</disposition><dkim>pass</dkim><spf>pass</spf></policy_evaluated>
    </row>
    <identifiers><header_from>{domain}</header_from></identifiers>
    <auth_results>
      <dkim><domain>{domain}</domain><selector>s1</selector><result>pass</result></dkim>
      <spf><domain>{domain}</domain><result>pass</result></spf>
    </auth_results>
  </record>
</feedback>
"""


@schemathesis.serializer("message/rfc822")
def send_as_it_is(context, value):
    """A file of the format `binary` is text that holds its bytes beside it."""
    return getattr(value, "data", None) or str(value).encode()


@schemathesis.hook
def before_call(context, case, kwargs):
    # It is refused whatever else it holds. What is touched is judged anew, and a wrong key has the form of a good one.
    if case.operation.schema.is_security_param_negated(case):
        return
    spare_foundation(case)
    begin_at_the_start(case)
    if case.meta is not None and case.meta.generation.mode == GenerationMode.POSITIVE:
        make_idempotency_key_fresh(case)
        leave_guesses_away(case)
        if case.meta.phase.name.value != "stateful":
            aim(case)
        make_orderable(case)
        make_deliverable(case)
        hand_in_a_report(case, kwargs)


def begin_at_the_start(case):
    """A stream of what is yet to come may tell nothing for longer than anybody waits."""
    if case.operation.label != "GET /v1/events/stream":
        return
    if str(case.query.get("afterSequence", "0")).isdecimal():
        case.query["afterSequence"] = "0"
    if str((case.headers or {}).get("Last-Event-ID", "")).isdecimal():
        del case.headers["Last-Event-ID"]
    if case.meta is not None and case.meta.generation.mode == GenerationMode.POSITIVE:
        case.query.pop("types", None)


def spare_foundation(case):
    """Whoever revokes the key of the run, or limits what its account may spend, is out of the game."""
    identifier = (case.path_parameters or {}).get("id")
    if case.method != "GET" and identifier in THINGS["foundation"]:
        case.path_parameters["id"] = f"{identifier.split('_')[0]}_{UNKNOWN}"


def make_idempotency_key_fresh(case):
    """A key that stands for another request is refused, as it should be; the same example is in every one."""
    if "Idempotency-Key" in (case.headers or {}):
        case.headers["Idempotency-Key"] = str(uuid.uuid4())


def leave_guesses_away(case):
    """Of these any text has the right form, and only what an answer gave leads anywhere."""
    for container, name in [(case.headers, "Coldframe-Account"), (case.query, "cursor")]:
        if container and name in container and not is_drawn(case, name):
            del container[name]


def is_drawn(case, name):
    """Whether schemathesis took it from an earlier answer."""
    return any(draw.parameter_name == name for draw in case.meta.pool_draws)


def aim(case):
    """At things that no list shows under their own name, or that are in the one state that will do."""
    things = THINGS.get(TARGETS.get(case.operation.label), [])
    if things and not (case.method == "GET" and is_drawn(case, "id")):
        case.path_parameters["id"] = choose(case, things)
    if case.operation.label == "POST /v1/mailboxes" and isinstance(case.body, dict):
        case.body["domainId"] = choose(case, THINGS["readyDomains"])


def choose(case, things):
    """The same one whenever a case is repeated."""
    return things[len(str(case.headers)) % len(things)]


def hand_in_a_report(case, kwargs):
    """Hardly any bytes are a DMARC report, and of those that only begin like one it is right to refuse most."""
    if case.operation.label == "POST /v1/dmarc-reports":
        kwargs["data"] = REPORT.format(id=uuid.uuid4(), domain=THINGS["domainName"]).encode()


def make_deliverable(case):
    """Hardly any text is the URL of a host that there is. Nobody answers at this one, so it is sent tests only."""
    if case.operation.label.endswith(("/v1/webhook-endpoints", "/v1/webhook-endpoints/{id}")):
        if isinstance(case.body, dict) and "url" in case.body:
            case.body["url"] = f"http://127.0.0.1:4999/{uuid.uuid4().hex}"
            case.body["eventTypes"] = ["test.ping"]


def make_orderable(case):
    """Hardly any text is a domain that can be registered or a local part, and each can be taken once."""
    if not isinstance(case.body, dict):
        return
    label = case.operation.label
    orders = {"POST /v1/domains": [case.body], "POST /v1/quotes": case.body.get("domains", [])}.get(label, [])
    for order in orders:
        if isinstance(order, dict) and "name" in order:
            order["name"] = f"a{uuid.uuid4().hex[:12]}.com"
    if "replacementName" in case.body:
        case.body["replacementName"] = f"a{uuid.uuid4().hex[:12]}.com"
        case.body.pop("replacementDomainId", None)
    fleets = {"POST /v1/fleets": case.body, "POST /v1/quotes": case.body.get("fleet")}.get(label)
    if isinstance(fleets, dict) and "brandDomain" in fleets:
        fleets["brandDomain"] = "acme.com"
    if label.startswith(("POST /v1/fleets", "PATCH /v1/fleets")) and "dailySendTarget" in case.body:
        # Its domains are really ordered: a large one would be the only thing that the world is busy with.
        case.body["dailySendTarget"] = min(case.body["dailySendTarget"], MOST_SENT)
    if label == "POST /v1/domain-suggestions" and "brandDomain" in case.body:
        case.body["brandDomain"] = "acme.com"
    mailboxes = case.body.get("mailboxes")
    if isinstance(mailboxes, list) and len(mailboxes) > 0 and isinstance(mailboxes[0], dict):
        mailboxes[0]["localPart"] = f"a{uuid.uuid4().hex[:12]}"
