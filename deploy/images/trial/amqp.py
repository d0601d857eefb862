"""Opens an AMQP connection over TLS, checks server and host: `amqp.py URL CA [CERTIFICATE KEY]`; without password then."""

import ssl
import sys
import urllib.parse

import pika

url, authority, *certificate = sys.argv[1:]
parts = urllib.parse.urlsplit(url.strip())
context = ssl.create_default_context(cafile=authority)
credentials = pika.PlainCredentials(parts.username, parts.password)
if certificate:
    context.load_cert_chain(*certificate)
    credentials = pika.credentials.ExternalCredentials()
parameters = pika.ConnectionParameters(
    parts.hostname,
    parts.port,
    parts.path[1:],
    credentials,
    ssl_options=pika.SSLOptions(context, parts.hostname),
    blocked_connection_timeout=5,
    socket_timeout=10,
)
pika.BlockingConnection(parameters).close()
