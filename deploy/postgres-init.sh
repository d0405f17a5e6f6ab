#!/bin/sh
# Run once by the database's image on an empty folder: a role and a database a service, closed to all others.
# The password of legal-aid's comes in LEGAL_AID_PASSWORD, and so on.
set -eu
# kinds: names
for name in identity referrals shelters medical legal_aid training portal; do
    # end of kinds
    password_in=$(echo "$name" | tr '[:lower:]' '[:upper:]')_PASSWORD
    psql --username "${POSTGRES_USER:-postgres}" --no-psqlrc --set ON_ERROR_STOP=1 --set "name=$name" <<SQL
\getenv password $password_in
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
done
