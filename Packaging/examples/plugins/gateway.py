#!/usr/bin/python3
"""The kind "gateway" of channel: sends a short text to telephones through a gateway of HTTP.

An example of a plugin of notifyd with a secret and an answer of its own. Put it into
/etc/notifyd/plugins, allow it to be executed, and have notifyd reload:

    notifications:
      - kind: gateway
        params: {url: https://sms.example.org/send, to: ["+49 30 1234567"]}
        secret_params: {token: ...}
"""

import json
import sys
import urllib.error
import urllib.request

LONGEST_TEXT = 160  # characters of one text message
PATIENCE = 20  # seconds for the gateway's answer

DESCRIPTION = {
    "summary": "Sends a short text to telephones.",
    "destination": "url",
    "timeout": 30,
    "parameters": [
        {"name": "url", "form": "text", "required": True, "meaning": "The gateway's address."},
        {"name": "to", "form": "texts", "required": True, "meaning": "The telephones' numbers."},
        {"name": "token", "form": "text", "secret": True, "meaning": "What the gateway asks for."},
    ],
}


def answer(verdict, **members):
    print(json.dumps({"verdict": verdict, **members}))


def tell(delivery):
    parameters = delivery["parameters"]
    numbers = parameters["to"] if isinstance(parameters["to"], list) else [parameters["to"]]
    text = f"{delivery['subject']}: {delivery['message']}"
    if len(text) > LONGEST_TEXT:
        text = text[: LONGEST_TEXT - 1] + "…"
    body = json.dumps({"to": numbers, "text": text}).encode()
    # The same for every attempt, so that the gateway can drop one that comes twice.
    headers = {"Content-Type": "application/json", "Idempotency-Key": delivery["id"]}
    if parameters.get("token"):
        headers["Authorization"] = f"Bearer {parameters['token']}"
    request = urllib.request.Request(parameters["url"], body, headers)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE):
            answer("delivered")
    except urllib.error.HTTPError as error:
        busy = error.code in (408, 425, 429) or error.code >= 500
        members = {"reason": f"the gateway answered {error.code}"}
        if busy and error.headers.get("Retry-After", "").isdigit():
            members["after"] = int(error.headers["Retry-After"])
        answer("retry" if busy else "rejected", **members)
    except OSError as error:
        answer("retry", reason=f"the gateway did not answer: {error}")


if sys.argv[1:] == ["--describe"]:
    print(json.dumps(DESCRIPTION))
else:
    tell(json.load(sys.stdin))
