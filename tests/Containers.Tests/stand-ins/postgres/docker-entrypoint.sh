#!/bin/bash
# As the official image does: makes a cluster on an empty folder, runs the scripts once over the socket alone, then the
# server in this process's place.
set -euo pipefail
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    : "${POSTGRES_PASSWORD:?must be set}"
    initdb --username=postgres --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") --auth-local=trust \
        --auth-host=scram-sha-256 ${POSTGRES_INITDB_ARGS:-} >/dev/null
    echo "host all all all scram-sha-256" >>"$PGDATA/pg_hba.conf"
    pg_ctl start -w -o "-c listen_addresses=''" >/dev/null
    for script in /docker-entrypoint-initdb.d/*; do
        case $script in
            *.sh) if [ -x "$script" ]; then "$script"; else . "$script"; fi ;;
            *.sql) psql --username postgres --no-psqlrc --set ON_ERROR_STOP=1 --file "$script" ;;
        esac
    done
    pg_ctl stop -w -m fast >/dev/null
fi
exec "$@" -c "listen_addresses=*"
