#include "database.h"

#include <arpa/inet.h>
#include <endian.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void run(PGconn *connection, const char *statement) {
    PGresult *result = PQexec(connection, statement);
    ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) fail(statement, PQerrorMessage(connection));
    PQclear(result);
}

PGconn *database_open(const struct unit *unit) {
    PGconn *connection = PQconnectdb(unit->database);
    if (PQstatus(connection) != CONNECTION_OK) fail(unit->name, PQerrorMessage(connection));
    run(connection, "SET client_min_messages = warning");
    run(connection, "DROP SCHEMA IF EXISTS ceiling CASCADE");
    run(connection, "CREATE SCHEMA ceiling");
    run(connection, "CREATE TABLE ceiling.inbox (id int8 PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())");
    run(connection, "CREATE TABLE ceiling.item (id int8 PRIMARY KEY, body jsonb NOT NULL)");
    run(connection, "CREATE TABLE ceiling.outbox (id int8 PRIMARY KEY, body bytea NOT NULL)");
    run(connection, "CREATE TABLE ceiling.row (id int8, part int4, body bytea NOT NULL, PRIMARY KEY (id, part))");
    // The rules of a batch are the product's: first the inbox, then what is new, the messages to send, and the
    // confirmed ones deleted; all or nothing.
    char statement[1024];
    snprintf(
        statement, sizeof statement,
        "WITH gone AS (DELETE FROM ceiling.outbox WHERE id = ANY($5::int8[])), "
        "new AS (INSERT INTO ceiling.inbox (id) SELECT unnest($1::int8[]) ON CONFLICT DO NOTHING RETURNING id), "
        "kept AS (INSERT INTO ceiling.item SELECT u.id, u.body::jsonb "
        "FROM unnest($1::int8[], $2::text[]) u(id, body) JOIN new USING (id)), "
        "left_behind AS (INSERT INTO ceiling.row "
        "SELECT u.id, part, $7::bytea FROM unnest($6::int8[]) u(id), generate_series(1, %d) part) "
        "INSERT INTO ceiling.outbox SELECT * FROM unnest($3::int8[], $4::bytea[])",
        unit->rows);
    PGresult *result = PQprepare(connection, "batch", statement, 0, NULL);
    if (PQresultStatus(result) != PGRES_COMMAND_OK) fail(unit->name, PQerrorMessage(connection));
    PQclear(result);
    return connection;
}

void database_begin(PGconn *connection, const struct batch *batch) {
    const struct array *arrays[] = {&batch->taken_ids, &batch->taken_bodies, &batch->sent_ids, &batch->sent_bodies,
                                    &batch->confirmed_ids, &batch->row_ids};
    const char *values[7];
    int lengths[7], formats[7];
    for (int index = 0; index < 6; index++) {
        values[index] = arrays[index]->bytes;
        lengths[index] = (int)arrays[index]->count;
        formats[index] = 1;
    }
    values[6] = batch->row;
    lengths[6] = (int)batch->row_bytes;
    formats[6] = 1;
    if (!PQsendQueryPrepared(connection, "batch", 7, values, lengths, formats, 1) || PQflush(connection))
        fail("transaction", PQerrorMessage(connection));
}

void database_end(PGconn *connection) {
    PGresult *result;
    while ((result = PQgetResult(connection))) {
        if (PQresultStatus(result) != PGRES_COMMAND_OK) fail("transaction", PQerrorMessage(connection));
        PQclear(result);
    }
}

void database_close(PGconn *connection, const struct unit *unit) {
    PGresult *result = PQexec(connection, "SELECT (SELECT count(*) FROM ceiling.inbox), (SELECT count(*) FROM ceiling.item)");
    if (PQresultStatus(result) != PGRES_TUPLES_OK) fail(unit->name, PQerrorMessage(connection));
    if (atol(PQgetvalue(result, 0, 0)) != unit->expected || atol(PQgetvalue(result, 0, 1)) != unit->expected)
        fail(unit->name, "messages were lost");
    PQclear(result);
    run(connection, "DROP SCHEMA ceiling CASCADE");
    PQfinish(connection);
}

// MARK: Arrays

static void append(struct array *array, const void *bytes, size_t count) {
    if (array->count + count > array->capacity) {
        array->capacity = 2 * (array->count + count) + 1024;
        array->bytes = realloc(array->bytes, array->capacity);
        if (!array->bytes) fail("memory", "none left");
    }
    memcpy(array->bytes + array->count, bytes, count);
    array->count += count;
}

void array_begin(struct array *array, int elements, int type) {
    // Dimensions, whether there are nulls, element type, length, lower bound.
    uint32_t head[] = {htonl(1), htonl(0), htonl((uint32_t)type), htonl((uint32_t)elements), htonl(1)};
    array->count = 0;
    append(array, head, sizeof head);
}

void array_add(struct array *array, const void *bytes, size_t count) {
    uint32_t length = htonl((uint32_t)count);
    append(array, &length, sizeof length);
    append(array, bytes, count);
}

void array_add_number(struct array *array, int64_t number) {
    uint64_t swapped = htobe64((uint64_t)number);
    array_add(array, &swapped, sizeof swapped);
}
