// libpq as bare as it gets: one connection, one prepared statement, one transaction a batch.
#pragma once
#include <libpq-fe.h>
#include <stdint.h>

#include "plan.h"

// An array parameter in binary form (PostgreSQL's array_recv).
struct array {
    char *bytes;
    size_t count, capacity;
};

void array_begin(struct array *array, int elements, int type);
void array_add(struct array *array, const void *bytes, size_t count);
void array_add_number(struct array *array, int64_t number);

enum { TYPE_NUMBER = 20, TYPE_BYTES = 17, TYPE_TEXT = 25 };

// What a batch writes.
struct batch {
    struct array taken_ids, taken_bodies, sent_ids, sent_bodies, confirmed_ids;
    struct array row_ids; // of complaints whose rows are written with it
    const char *row;      // the bytes of each such row
    size_t row_bytes;
};

// Connects, makes the tables anew, prepares the statement.
PGconn *database_open(const struct unit *unit);
// Sends the transaction without waiting for it.
void database_begin(PGconn *connection, const struct batch *batch);
// Waits until it is committed.
void database_end(PGconn *connection);
// Ends the program unless as many messages were taken in; removes the tables.
void database_close(PGconn *connection, const struct unit *unit);
