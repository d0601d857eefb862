# shellcheck shell=bash
# All parts, for the scripts that deal with the whole.

# shellcheck source=deploy/lib/packages.sh
. "$library/packages.sh"
# shellcheck source=deploy/lib/settings.sh
. "$library/settings.sh"
# shellcheck source=deploy/lib/build.sh
. "$library/build.sh"
# shellcheck source=deploy/lib/postgresql.sh
. "$library/postgresql.sh"
# shellcheck source=deploy/lib/tls.sh
. "$library/tls.sh"
# shellcheck source=deploy/lib/broker.sh
. "$library/broker.sh"
# shellcheck source=deploy/lib/queues.sh
. "$library/queues.sh"
# shellcheck source=deploy/lib/unit.sh
. "$library/unit.sh"
# shellcheck source=deploy/lib/supervisor.sh
. "$library/supervisor.sh"
# shellcheck source=deploy/lib/system.sh
. "$library/system.sh"
