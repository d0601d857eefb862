"""The broker's management interface, for scripts. PKSAI_MANAGEMENT_URL holds an administrator and the password.

  broker.py export QUEUE...          prints the messages of queues, one JSON object a line; they stay in the queues
  broker.py import FILE              publishes such lines, each to its queue, in the name of whoever sent it
  broker.py without USER...          standard input: definitions; prints them without these users and their rights
"""

import base64
import contextlib
import json
import os
import secrets
import sys
import urllib.parse
import urllib.request

VHOST = "pksai"


def administrator():
    url = urllib.parse.urlsplit(os.environ["PKSAI_MANAGEMENT_URL"])
    return f"{urllib.parse.unquote(url.username)}:{urllib.parse.unquote(url.password)}"


def call(login, method, path, body=None):
    """One request; returns the decoded answer. Errors end the script with their status, which names the cause."""
    url = urllib.parse.urlsplit(os.environ["PKSAI_MANAGEMENT_URL"])
    request = urllib.request.Request(f"{url.scheme}://{url.hostname}:{url.port}/api/{path}", method=method)
    request.add_header("Authorization", "Basic " + base64.b64encode(login.encode()).decode())
    request.add_header("Content-Type", "application/json")
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(request, data, timeout=120) as answer:
        return json.loads(answer.read() or b"null")


def quoted(name):
    return urllib.parse.quote(name, safe="")


@contextlib.contextmanager
def mover():
    """A login that may read every queue and publish in anybody's name; the user lives as long as it is needed."""
    user, password = f"mover-{secrets.token_hex(6)}", secrets.token_urlsafe(24)
    call(administrator(), "PUT", f"users/{user}", {"password": password, "tags": "administrator,impersonator"})
    try:
        rights = {"configure": "^$", "write": r"^amq\.default$", "read": ".*"}
        call(administrator(), "PUT", f"permissions/{VHOST}/{user}", rights)
        yield f"{user}:{password}"
    finally:
        call(administrator(), "DELETE", f"users/{user}")


def export(login, queues):
    body = {"count": 10_000_000, "ackmode": "ack_requeue_true", "encoding": "base64"}
    for queue in queues:
        for message in call(login, "POST", f"queues/{VHOST}/{quoted(queue)}/get", body):
            properties = message["properties"] or {}
            # How often this copy was delivered says nothing about the next one.
            properties.get("headers", {}).pop("x-delivery-count", None)
            print(json.dumps({"queue": queue, "properties": properties, "payload": base64_of(message)}))


def base64_of(message):
    if message["payload_encoding"] == "base64":
        return message["payload"]
    return base64.b64encode(message["payload"].encode()).decode()


def publish(login, lines):
    for line in lines:
        message = json.loads(line)
        body = {
            "routing_key": message["queue"],
            "properties": message["properties"],
            "payload": message["payload"],
            "payload_encoding": "base64",
        }
        if not call(login, "POST", f"exchanges/{VHOST}/amq.default/publish", body)["routed"]:
            sys.exit(f"queue {message['queue']} is not there")


def without(users, definitions):
    for key, field in (("users", "name"), ("permissions", "user"), ("topic_permissions", "user")):
        definitions[key] = [entry for entry in definitions.get(key, []) if entry[field] not in users]
    json.dump(definitions, sys.stdout)


def main():
    verb, arguments = sys.argv[1], sys.argv[2:]
    if verb == "export":
        with mover() as login:
            export(login, arguments)
    elif verb == "import":
        with open(arguments[0], encoding="utf-8") as lines, mover() as login:
            publish(login, lines)
    elif verb == "without":
        without(arguments, json.load(sys.stdin))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
