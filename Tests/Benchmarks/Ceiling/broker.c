#include "broker.h"

#include <amqp_framing.h>
#include <amqp_tcp_socket.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

enum { CHANNEL = 1 };

static void check(amqp_rpc_reply_t reply, const char *what) {
    if (reply.reply_type == AMQP_RESPONSE_NORMAL) return;
    fail(what, reply.reply_type == AMQP_RESPONSE_LIBRARY_EXCEPTION ? amqp_error_string2(reply.library_error)
                                                                  : "the broker closed the channel");
}

amqp_connection_state_t broker_open(const struct plan *plan) {
    amqp_connection_state_t connection = amqp_new_connection();
    amqp_socket_t *socket = amqp_tcp_socket_new(connection);
    if (!socket || amqp_socket_open(socket, plan->host, plan->port)) fail("broker", "no connection");
    check(amqp_login(connection, plan->virtual_host, 2047, 131072, 0, AMQP_SASL_METHOD_PLAIN, plan->user,
                     plan->password),
          "login");
    amqp_channel_open(connection, CHANNEL);
    check(amqp_get_rpc_reply(connection), "channel");
    return connection;
}

void broker_close(amqp_connection_state_t connection) {
    amqp_connection_close(connection, AMQP_REPLY_SUCCESS);
    amqp_destroy_connection(connection);
}

void broker_declare(const struct plan *plan) {
    amqp_connection_state_t connection = broker_open(plan);
    amqp_bytes_t exchange = amqp_cstring_bytes(EXCHANGE);
    amqp_exchange_declare(connection, CHANNEL, exchange, amqp_cstring_bytes("topic"), 0, 1, 0, 0, amqp_empty_table);
    check(amqp_get_rpc_reply(connection), "exchange");
    for (int index = 0; index < plan->queue_count; index++) {
        amqp_table_entry_t type = {.key = amqp_cstring_bytes("x-queue-type"),
                                   .value = {.kind = AMQP_FIELD_KIND_UTF8}};
        type.value.value.bytes = amqp_cstring_bytes(plan->queues[index].type);
        amqp_table_t arguments = {1, &type};
        amqp_queue_declare(connection, CHANNEL, amqp_cstring_bytes(plan->queues[index].name), 0, 1, 0, 0, arguments);
        check(amqp_get_rpc_reply(connection), plan->queues[index].name);
    }
    for (int index = 0; index < plan->kind_count; index++) {
        char key[16];
        snprintf(key, sizeof key, "%d", index);
        for (int receiver = 0; receiver < plan->kinds[index].receiver_count; receiver++) {
            const struct queue *queue = &plan->queues[plan->kinds[index].receivers[receiver]];
            amqp_queue_bind(connection, CHANNEL, amqp_cstring_bytes(queue->name), exchange, amqp_cstring_bytes(key),
                            amqp_empty_table);
            check(amqp_get_rpc_reply(connection), "binding");
        }
    }
    broker_close(connection);
}

void publisher_open(struct publisher *publisher, const struct plan *plan) {
    memset(publisher, 0, sizeof *publisher);
    publisher->connection = broker_open(plan);
    publisher->oldest = 1;
    amqp_confirm_select(publisher->connection, CHANNEL);
    check(amqp_get_rpc_reply(publisher->connection), "confirms");
}

size_t message_body(const struct plan *plan, int kind, uint64_t complaint, char *body) {
    // Sealed values look like this: six random bits a byte.
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t bytes = plan->kinds[kind].bytes;
    int head = sprintf(body, "{\"complaint\":%llu,\"kind\":%d,\"text\":\"", (unsigned long long)complaint, kind);
    uint64_t state = complaint * 6364136223846793005u + (uint64_t)kind;
    for (size_t place = (size_t)head; place < bytes - 2; place++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        body[place] = digits[state >> 58];
    }
    memcpy(body + bytes - 2, "\"}", 2);
    return bytes;
}

void publisher_send(struct publisher *publisher, int kind, uint64_t complaint, const char *body, size_t bytes) {
    char key[16], id[40];
    snprintf(key, sizeof key, "%d", kind);
    snprintf(id, sizeof id, "%llu-%d", (unsigned long long)complaint, kind);
    amqp_basic_properties_t properties = {
        ._flags = AMQP_BASIC_DELIVERY_MODE_FLAG | AMQP_BASIC_CONTENT_TYPE_FLAG | AMQP_BASIC_MESSAGE_ID_FLAG,
        .delivery_mode = 2,
        .content_type = amqp_cstring_bytes("application/json"),
        .message_id = amqp_cstring_bytes(id),
    };
    int status = amqp_basic_publish(publisher->connection, CHANNEL, amqp_cstring_bytes(EXCHANGE),
                                    amqp_cstring_bytes(key), 0, 0, &properties, (amqp_bytes_t){bytes, (void *)body});
    if (status) fail("publish", amqp_error_string2(status));
    publisher->published++;
    publisher->is_confirmed[publisher->published % MOST_OPEN] = 0;
    if (publisher->published - publisher->oldest >= MOST_OPEN - 1) fail("publish", "too many messages unconfirmed");
}

static void confirm(struct publisher *publisher, uint64_t number) {
    if (number < publisher->oldest || publisher->is_confirmed[number % MOST_OPEN]) return;
    publisher->is_confirmed[number % MOST_OPEN] = 1;
    publisher->confirmed++;
    while (publisher->oldest <= publisher->published && publisher->is_confirmed[publisher->oldest % MOST_OPEN])
        publisher->oldest++;
}

void publisher_settle(struct publisher *publisher, uint64_t open) {
    while (publisher->published - publisher->confirmed > open) {
        amqp_frame_t frame;
        int status = amqp_simple_wait_frame(publisher->connection, &frame);
        if (status) fail("confirm", amqp_error_string2(status));
        if (frame.frame_type == AMQP_FRAME_METHOD) {
            if (frame.payload.method.id != AMQP_BASIC_ACK_METHOD) fail("confirm", "the broker refused a message");
            amqp_basic_ack_t *ack = frame.payload.method.decoded;
            for (uint64_t number = ack->multiple ? publisher->oldest : ack->delivery_tag; number <= ack->delivery_tag;
                 number++)
                confirm(publisher, number);
        }
        amqp_maybe_release_buffers(publisher->connection);
    }
}

void broker_consume(amqp_connection_state_t connection, const char *queue, int prefetch) {
    amqp_basic_qos(connection, CHANNEL, 0, (uint16_t)prefetch, 0);
    check(amqp_get_rpc_reply(connection), "prefetch");
    amqp_basic_consume(connection, CHANNEL, amqp_cstring_bytes(queue), amqp_empty_bytes, 0, 0, 0, amqp_empty_table);
    check(amqp_get_rpc_reply(connection), queue);
}

int broker_take(amqp_connection_state_t connection, amqp_envelope_t *envelopes, int limit, int milliseconds) {
    int count = 0;
    while (count < limit) {
        struct timeval wait = {0, count ? 0 : milliseconds * 1000};
        amqp_maybe_release_buffers(connection);
        amqp_rpc_reply_t reply = amqp_consume_message(connection, &envelopes[count], &wait, 0);
        if (reply.reply_type == AMQP_RESPONSE_LIBRARY_EXCEPTION && reply.library_error == AMQP_STATUS_TIMEOUT) break;
        check(reply, "delivery");
        count++;
    }
    return count;
}

void broker_acknowledge(amqp_connection_state_t connection, uint64_t tag) {
    int status = amqp_basic_ack(connection, CHANNEL, tag, 1);
    if (status) fail("acknowledge", amqp_error_string2(status));
}
