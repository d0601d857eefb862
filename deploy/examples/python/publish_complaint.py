#!/usr/bin/env python3
"""Sends a complaint to PKSAI and waits for its receipt: all that an agency's own software must do.

    pksai agency add police-post --json > agency.json
    python3 publish_complaint.py agency.json complaint.json

Needs pika (PyPI). With --sealed also pyhpke, and the agency's profile instead of agency.json: then only the intake
unit can read the complaint, not the broker, and the receipt comes sealed too.
Send again with the same --message-id after any failure: the complaint is registered once, the receipt is the same.
"""

import argparse
import base64
import json
import sys
import time
import uuid

import pika


def account(path):
    """What `pksai agency add --json` printed, or the profile it left, which also holds the key to open answers with."""
    with open(path, encoding="utf-8") as file:
        given = json.load(file)
    if "units" not in given:
        return {**given, "private_key": None}
    return {
        "username": given["username"],
        "amqp_url": given["amqp_url"],
        "exchange": "complaints",
        "queue": f"receipts.{given['username']}",
        "seal_key": given["units"]["intake"],
        "private_key": given["seal_key"],
    }


def hpke():
    from pyhpke import AEADId, CipherSuite, KDFId, KEMId

    return CipherSuite.new(KEMId.DHKEM_X25519_HKDF_SHA256, KDFId.HKDF_SHA256, AEADId.AES256_GCM)


def raw(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def sealed(body, key, sender, message_id):
    """HPKE (RFC 9180) base mode: X25519, HKDF-SHA256, AES-256-GCM; bound to the sender and the message's id."""
    suite = hpke()
    public_key = suite.kem.deserialize_public_key(raw(key["x25519"]))
    encapsulated, context = suite.create_sender_context(public_key, info=b"pksai")
    name = key["id"].encode()
    return bytes([1, len(name)]) + name + encapsulated + context.seal(body, aad=f"{sender}\n{message_id}".encode())


def opened(body, key, sender, message_id):
    """An answer sealed to the agency; who seals a complaint gets one."""
    suite = hpke()
    begin = 2 + body[1]
    private_key = suite.kem.deserialize_private_key(raw(key["x25519"]))
    context = suite.create_recipient_context(body[begin : begin + 32], private_key, info=b"pksai")
    return context.open(body[begin + 32 :], aad=f"{sender}\n{message_id}".encode())


def is_urgent(complaint):
    level = (complaint.get("initial_assessment") or {}).get("risk_level")
    return complaint.get("emergency") is True or level == "high"


def publish(channel, agency, complaint, message_id, seal):
    body = json.dumps(complaint, ensure_ascii=False).encode()
    if seal:
        body = sealed(body, agency["seal_key"], agency["username"], message_id)
    lane = "urgent" if is_urgent(complaint) else "routine"
    channel.confirm_delivery()  # basic_publish then raises unless the broker has the message safe
    channel.basic_publish(
        exchange=agency["exchange"],
        routing_key=f"complaint.{agency['username']}.{lane}",
        body=body,
        mandatory=True,
        properties=pika.BasicProperties(
            message_id=message_id,
            type="complaint.submitted",
            user_id=agency["username"],
            content_type="application/pksai-sealed" if seal else "application/json",
            delivery_mode=2,
            timestamp=int(time.time()),
            headers={"schema_version": 1},
        ),
    )


def receipt(channel, agency, message_id, seconds):
    """The answer to this message; answers to others stay in the queue for whoever sent those."""
    for method, properties, body in channel.consume(agency["queue"], inactivity_timeout=seconds):
        if method is None:
            return None
        if properties.correlation_id == message_id and properties.type in ("complaint.accepted", "complaint.rejected"):
            channel.basic_ack(method.delivery_tag)
            channel.cancel()
            if properties.content_type == "application/pksai-sealed":
                body = opened(body, agency["private_key"], properties.user_id, properties.message_id)
            return properties.type, body
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("agency", help="what `pksai agency add --json` printed, or the profile it left")
    parser.add_argument("complaint", help="a complaint, JSON")
    parser.add_argument("--message-id", default=f"py-{uuid.uuid4()}", help="the same again for a repeat")
    parser.add_argument("--sealed", action="store_true", help="readable by the intake unit alone")
    parser.add_argument("--timeout", type=float, default=30, metavar="SECONDS")
    given = parser.parse_args()
    agency = account(given.agency)
    if given.sealed and agency["private_key"] is None:
        parser.error("--sealed needs the agency's profile: the receipt comes sealed too")
    with open(given.complaint, encoding="utf-8") as file:
        complaint = json.load(file)

    connection = pika.BlockingConnection(pika.URLParameters(agency["amqp_url"]))
    try:
        channel = connection.channel()
        publish(channel, agency, complaint, given.message_id, given.sealed)
        print(f"sent {given.message_id}", file=sys.stderr)
        answer = receipt(channel, agency, given.message_id, given.timeout)
    finally:
        connection.close()
    if answer is None:
        print(f"no receipt within {given.timeout:g} s; send again with --message-id {given.message_id}", file=sys.stderr)
        return 2
    kind, body = answer
    print(json.dumps({"type": kind, **json.loads(body)}, ensure_ascii=False))
    return 0 if kind == "complaint.accepted" else 1


if __name__ == "__main__":
    sys.exit(main())
