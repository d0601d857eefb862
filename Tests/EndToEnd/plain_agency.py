"""An agency in another language, which seals nothing: plain_agency.py AMQP-URL NDJSON SENT.

Publishes each line with confirms, notes the ids in SENT, and waits until each has its receipt.
"""

import sys
import time

import pika


def main():
    url, paper, sent = sys.argv[1:]
    parameters = pika.URLParameters(url)
    username = parameters.credentials.username
    with open(paper, encoding="utf-8") as lines:
        bodies = [line.strip() for line in lines if line.strip()]
    connection = pika.BlockingConnection(parameters)
    channel = connection.channel()
    channel.confirm_delivery()
    ids = set()
    for number, body in enumerate(bodies):
        properties = pika.BasicProperties(
            message_id=f"plain-{number}",
            type="complaint.submitted",
            content_type="application/json",
            user_id=username,
            delivery_mode=2,
            timestamp=int(time.time()),
            headers={"schema_version": 1},
        )
        channel.basic_publish("complaints", f"complaint.{username}.routine", body.encode(), properties, mandatory=True)
        ids.add(properties.message_id)
    with open(sent, "w", encoding="utf-8") as out:
        out.writelines(f"{name}\n" for name in sorted(ids))
    waiting = set(ids)
    for method, properties, _ in channel.consume(f"receipts.{username}", inactivity_timeout=60):
        if method is None:
            sys.exit(f"{len(waiting)} receipts did not come")
        channel.basic_ack(method.delivery_tag)
        if properties.correlation_id in waiting and properties.type == "complaint.accepted":
            waiting.discard(properties.correlation_id)
        if not waiting:
            break
    connection.close()


main()
