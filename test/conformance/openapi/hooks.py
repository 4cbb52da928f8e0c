"""What schemathesis cannot know of the API: which things the run itself stands on, and how an order can succeed."""

import json
import os
import uuid

import schemathesis
from schemathesis import GenerationMode

# The keys of the run and their accounts: whoever revokes, rolls or limits those is out of the game.
FOUNDATION = set(json.loads(os.environ["FOUNDATION"]))
UNKNOWN = "0" * 26


@schemathesis.hook
def before_call(context, case, kwargs):
    spare_foundation(case)
    if case.meta is not None and case.meta.generation.mode == GenerationMode.POSITIVE:
        make_idempotency_key_fresh(case)
        make_names_orderable(case)
        leave_guesses_away(case)


def spare_foundation(case):
    identifier = (case.path_parameters or {}).get("id")
    if case.method != "GET" and identifier in FOUNDATION:
        case.path_parameters["id"] = f"{identifier.split('_')[0]}_{UNKNOWN}"


def make_idempotency_key_fresh(case):
    """A key that stands for another request is refused, as it should be; the same example is in every one."""
    if "Idempotency-Key" in (case.headers or {}):
        case.headers["Idempotency-Key"] = str(uuid.uuid4())


def make_names_orderable(case):
    """Hardly any text is a domain that can be registered, and each can be ordered once."""
    for order in orders_of(case):
        if isinstance(order, dict) and "name" in order:
            order["name"] = f"a{uuid.uuid4().hex[:12]}.com"


def leave_guesses_away(case):
    """Of these any text has the right form, and only what an answer gave leads anywhere."""
    drawn = {draw.parameter_name for draw in case.meta.pool_draws}
    for container, name in [(case.headers, "Coldframe-Account"), (case.query, "cursor")]:
        if container and name in container and name not in drawn:
            del container[name]


def orders_of(case):
    if not isinstance(case.body, dict):
        return []
    if case.operation.label == "POST /v1/domains":
        return [case.body]
    return case.body.get("domains", []) if case.operation.label == "POST /v1/quotes" else []
