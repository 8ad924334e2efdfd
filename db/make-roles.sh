#!/bin/sh
# Makes the database and its two roles, once, as a superuser: the owner, which migrates, and the app's, which cannot alter
# what it has audited. The server's own addresses say their names and passwords, so these are written down in one place.
# The postgres image runs this on an empty data folder; elsewhere set PGHOST, PGUSER and the two *_FILE variables.
set -eu

read_address() {
  address=$(cat "$1")
  rest=${address#*://}
  role=${rest%%:*}
  rest=${rest#*:}
  password=${rest%%@*}
  database=${rest##*/}
  case $role$password$database in
    *[!A-Za-z0-9_]*)
      echo "make-roles.sh: $1 must be postgres://role:password@host:5432/database, with letters, digits and _ only" >&2
      exit 1
      ;;
  esac
}

read_address "$DATABASE_MIGRATION_URL_FILE"
OWNER_ROLE=$role OWNER_PASSWORD=$password
read_address "$DATABASE_URL_FILE"
APP_ROLE=$role APP_PASSWORD=$password APP_DATABASE=$database
PGUSER=${PGUSER:-${POSTGRES_USER:-postgres}}
export OWNER_ROLE OWNER_PASSWORD APP_ROLE APP_PASSWORD APP_DATABASE PGUSER

# From the environment, because a command line is everybody's to read; and never into the server's log.
psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --dbname=postgres <<'SQL'
\getenv owner_role OWNER_ROLE
\getenv owner_password OWNER_PASSWORD
\getenv app_role APP_ROLE
\getenv app_password APP_PASSWORD
\getenv database APP_DATABASE
set log_statement = none;
set log_min_error_statement = panic;
create role :"owner_role" login password :'owner_password';
create role :"app_role" login password :'app_password';
create database :"database" owner :"owner_role";
revoke all on database :"database" from public;
grant connect on database :"database" to :"app_role";
SQL
