#pragma once
#include <libpq-fe.h>

// The PG_DIAG_* fields are character macros, which Swift does not import.
enum {
    clibpq_diag_severity = PG_DIAG_SEVERITY_NONLOCALIZED,
    clibpq_diag_sqlstate = PG_DIAG_SQLSTATE,
    clibpq_diag_constraint = PG_DIAG_CONSTRAINT_NAME,
};

static inline void clibpq_drop_notice(void *context, const PGresult *notice) { (void)context; (void)notice; }

// Notices may quote values: they are dropped, not printed to standard error, which is what libpq does by itself.
static inline void clibpq_drop_notices(PGconn *connection) {
    PQsetNoticeReceiver(connection, clibpq_drop_notice, NULL);
}
