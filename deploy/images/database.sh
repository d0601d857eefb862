#!/bin/bash
# Run once by the postgres image in an empty database: an owner role for migrations and a runtime role that can do only
# what the migrations grant it. Passwords come from secrets by standard input, never as arguments.
set -euo pipefail
psql -X -q -v ON_ERROR_STOP=1 -U postgres -d "$POSTGRES_DB" <<SQL
CREATE ROLE ${POSTGRES_DB}_owner LOGIN PASSWORD '$(cat /run/secrets/database-owner)';
CREATE ROLE ${POSTGRES_DB}_runtime LOGIN PASSWORD '$(cat /run/secrets/database-runtime)';
ALTER DATABASE $POSTGRES_DB OWNER TO ${POSTGRES_DB}_owner;
REVOKE ALL ON DATABASE $POSTGRES_DB, postgres, template1 FROM PUBLIC;
GRANT CONNECT ON DATABASE $POSTGRES_DB TO ${POSTGRES_DB}_runtime;
ALTER SCHEMA public OWNER TO ${POSTGRES_DB}_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO ${POSTGRES_DB}_runtime;
SQL
