// librabbitmq as bare as it gets: one connection, one channel, blocking.
#pragma once
#include <amqp.h>
#include <stdint.h>

#include "plan.h"

#define EXCHANGE "ceiling"

enum { MOST_OPEN = 1 << 16 };

struct publisher {
    amqp_connection_state_t connection;
    uint64_t published, confirmed;
    // The broker confirms in any order: whether a message is confirmed, by its number modulo MOST_OPEN, from `oldest` on.
    uint64_t oldest;
    unsigned char is_confirmed[MOST_OPEN];
};

// Connects and opens the channel.
amqp_connection_state_t broker_open(const struct plan *plan);
void broker_close(amqp_connection_state_t connection);
// Declares exchange, queues and bindings: a kind's routing key is its number.
void broker_declare(const struct plan *plan);
// Connects and switches confirms on.
void publisher_open(struct publisher *publisher, const struct plan *plan);
// Writes a kind's body, JSON as the product's are; returns its length, at most `MAX_BODY`.
size_t message_body(const struct plan *plan, int kind, uint64_t complaint, char *body);
// Publishes persistently.
void publisher_send(struct publisher *publisher, int kind, uint64_t complaint, const char *body, size_t bytes);
// Reads confirms until at most `open` messages are unconfirmed.
void publisher_settle(struct publisher *publisher, uint64_t open);
// Subscribes, with manual acknowledgement.
void broker_consume(amqp_connection_state_t connection, const char *queue, int prefetch);
// Takes what has come, at most `limit`, waiting for the first one up to `milliseconds`.
int broker_take(amqp_connection_state_t connection, amqp_envelope_t *envelopes, int limit, int milliseconds);
void broker_acknowledge(amqp_connection_state_t connection, uint64_t tag);
