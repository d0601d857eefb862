#pragma once
#include <sys/time.h>
#include <amqp.h>
#include <amqp_framing.h>
#include <amqp_tcp_socket.h>
#include <amqp_ssl_socket.h>

// What Swift can't import: variadic functions. librabbitmq announces few capabilities of its own accord; the broker sends
// connection.blocked, basic.nack and basic.cancel only to a client that announces them.

static inline amqp_table_entry_t rabbitmq_flag(const char *key) {
    amqp_table_entry_t entry;
    entry.key = amqp_cstring_bytes(key);
    entry.value.kind = AMQP_FIELD_KIND_BOOLEAN;
    entry.value.value.boolean = 1;
    return entry;
}

// `password` null: SASL EXTERNAL (the certificate says who it is). One channel, see Link.swift.
static inline amqp_rpc_reply_t rabbitmq_login(amqp_connection_state_t state, const char *virtual_host, int frame_max,
                                              int heartbeat, const char *connection_name, const char *username,
                                              const char *password) {
    amqp_table_entry_t capabilities[6] = {
        rabbitmq_flag("authentication_failure_close"), rabbitmq_flag("basic.nack"),
        rabbitmq_flag("connection.blocked"),           rabbitmq_flag("consumer_cancel_notify"),
        rabbitmq_flag("publisher_confirms"),           rabbitmq_flag("exchange_exchange_bindings"),
    };
    amqp_table_entry_t entries[2];
    entries[0].key = amqp_cstring_bytes("capabilities");
    entries[0].value.kind = AMQP_FIELD_KIND_TABLE;
    entries[0].value.value.table.num_entries = 6;
    entries[0].value.value.table.entries = capabilities;
    entries[1].key = amqp_cstring_bytes("connection_name");
    entries[1].value.kind = AMQP_FIELD_KIND_UTF8;
    entries[1].value.value.bytes = amqp_cstring_bytes(connection_name);
    amqp_table_t properties = {2, entries};
    if (password) {
        return amqp_login_with_properties(state, virtual_host, 1, frame_max, heartbeat, &properties,
                                          AMQP_SASL_METHOD_PLAIN, username, password);
    }
    return amqp_login_with_properties(state, virtual_host, 1, frame_max, heartbeat, &properties,
                                      AMQP_SASL_METHOD_EXTERNAL, username);
}
