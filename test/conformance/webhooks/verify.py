"""Prints for each case whether the published library takes it: a JSON list of booleans."""

import base64
import json
import sys

from standardwebhooks import Webhook, WebhookVerificationError


def takes(case):
    try:
        Webhook(case["secret"]).verify(base64.b64decode(case["body"]), case["headers"])
        return True
    except WebhookVerificationError:
        return False


with open(sys.argv[1], encoding="utf-8") as file:
    print(json.dumps([takes(case) for case in json.load(file)]))
