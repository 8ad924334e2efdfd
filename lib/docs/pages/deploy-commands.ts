/** Where this page's container keeps what it was given to keep; `compose.yaml` mounts it. */
export const CONTAINER_BACKUP = "/backups/monday";

const inServer = (program: string, ...words: readonly string[]) =>
  ["node", `server/launch/${program}.mjs`, ...words].join(" ");

/** Lines as they are typed behind `docker compose exec server` or `docker compose run --rm server`. */
export const CONTAINER_COMMANDS = {
  backup: inServer("backup", CONTAINER_BACKUP),
  verify: inServer("backup", "--verify", CONTAINER_BACKUP),
  restore: inServer("restore", CONTAINER_BACKUP),
} as const;

/** The four files that `compose.yaml` names, made where nobody else can look. The root key is the server's user's alone. */
export const MAKE_SECRETS = `mkdir -m 700 secrets
openssl rand -base64 32 > secrets/root-key
openssl rand -hex 32 > secrets/postgres-password
echo "postgres://sikkerkey_owner:$(openssl rand -hex 32)@database:5432/sikkerkey" > secrets/database-migration-url
echo "postgres://sikkerkey_app:$(openssl rand -hex 32)@database:5432/sikkerkey" > secrets/database-url
chmod 400 secrets/root-key
sudo chown 10001:10001 secrets/root-key
chmod 444 secrets/postgres-password secrets/database-url secrets/database-migration-url
`;
