"""The broker's management interface, for scripts. PKSAI_MANAGEMENT_URL holds an administrator and the
password, PKSAI_AMQP_CA the authority of an https one.

  broker.py export QUEUE...          prints the messages of queues, one JSON object a line; they stay in the queues
  broker.py import FILE UNIT...      publishes such lines: those for people to their queue alone, those for these units as
                                     they were sent, since units look at that, and drop what they had already
  broker.py knows USER               ends with 1 if the broker has no such user
  broker.py close USER               closes the user's connections
  broker.py without USER...          standard input: definitions; prints them without these users and their rights
"""

import base64
import contextlib
import json
import os
import secrets
import ssl
import sys
import urllib.error
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
    trusted = ssl.create_default_context(cafile=os.environ.get("PKSAI_AMQP_CA")) if url.scheme == "https" else None
    with urllib.request.urlopen(request, data, timeout=900, context=trusted) as answer:
        return json.loads(answer.read() or b"null")


def quoted(name):
    return urllib.parse.quote(name, safe="")


@contextlib.contextmanager
def mover():
    """The login of a user who may move messages in anybody's name, and who lives as long as that takes."""
    user, password = f"mover-{secrets.token_hex(6)}", secrets.token_urlsafe(24)
    call(administrator(), "PUT", f"users/{user}", {"password": password, "tags": "administrator,impersonator"})
    try:
        rights = {"configure": "^$", "write": ".*", "read": ".*"}
        call(administrator(), "PUT", f"permissions/{VHOST}/{user}", rights)
        yield f"{user}:{password}"
    finally:
        call(administrator(), "DELETE", f"users/{user}")


def export(login, queues):
    body = {"count": 10_000_000, "ackmode": "ack_requeue_true", "encoding": "base64"}
    for queue in queues:
        for message in call(login, "POST", f"queues/{VHOST}/{quoted(queue)}/get", body):
            properties = dict(message["properties"])
            # How often this copy was delivered says nothing about the next one.
            properties.get("headers", {}).pop("x-delivery-count", None)
            print(
                json.dumps(
                    {
                        "queue": queue,
                        "exchange": message["exchange"],
                        "routing_key": message["routing_key"],
                        "properties": properties,
                        "payload": base64_of(message),
                    }
                )
            )


def base64_of(message):
    if message["payload_encoding"] == "base64":
        return message["payload"]
    return base64.b64encode(message["payload"].encode()).decode()


def publish(login, lines, units):
    done = set()
    for message in map(json.loads, lines):
        queue, exchange = message.pop("queue"), message.pop("exchange")
        if not {queue.split(".")[0], queue.split(".")[-1]} & set(units):
            exchange, message["routing_key"] = "", queue
        # A message that lay in two units' queues is one line for each, and goes to both at once.
        sent = (exchange, message["routing_key"], message["properties"].get("message_id"), message["payload"])
        if sent in done:
            continue
        done.add(sent)
        path = f"exchanges/{VHOST}/{quoted(exchange) or 'amq.default'}/publish"
        if not call(login, "POST", path, {"payload_encoding": "base64", **message})["routed"]:
            sys.exit(f"queue {queue} is not there")


def knows(user):
    try:
        call(administrator(), "GET", f"users/{quoted(user)}")
    except urllib.error.HTTPError as error:
        if error.code != 404:
            raise
        sys.exit(1)


def close(user):
    for connection in call(administrator(), "GET", "connections?columns=name,user"):
        if connection["user"] == user:
            with contextlib.suppress(urllib.error.HTTPError):  # it went by itself
                call(administrator(), "DELETE", f"connections/{quoted(connection['name'])}")


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
            publish(login, lines, arguments[1:])
    elif verb == "knows":
        knows(*arguments)
    elif verb == "close":
        close(*arguments)
    elif verb == "without":
        without(arguments, json.load(sys.stdin))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
