import type { CodeBlock } from "../code-block.ts";
import type { DocFacts } from "../doc-facts.ts";
import { type Document, list, note, steps, table } from "../document.ts";
import { CONTAINER_BACKUP, CONTAINER_COMMANDS, MAKE_SECRETS } from "./deploy-commands.ts";
import { caddyfile, caddyReplicas, NGINX_REPLICAS, nginxReplicas, nginxServer } from "./deploy-proxies.ts";

type Tested = { readonly file: string; readonly holds: string };
const inImage = (holds: string): Tested => ({ file: "e2e/image/image.e2e.ts", holds });
const COMPOSE: Tested = {
  file: "server/launch/compose-file.test.ts",
  holds: "compose.yaml is a Compose file",
};
const BACKUP: Tested = { file: "e2e/backup/there-and-back.e2e.ts", holds: 'maintain("restore", [backup]' };
const STARTED: Tested = { file: "e2e/launch/outside-database.e2e.ts", holds: "DATABASE_MIGRATION_URL" };
const ROLES = inImage("db/make-roles.sh");
const PROXIES: Tested = { file: "lib/docs/deploy-proxies.test.ts", holds: "caddyReplicas" };
const NGINX: Tested = { file: "e2e/replicas/behind-one-address.e2e.ts", holds: "nginxServer(" };

const tested = (
  id: string,
  content: string,
  by: Tested,
  { title, language = "sh" }: Partial<Pick<CodeBlock, "title" | "language">> = {},
): CodeBlock => ({
  id,
  language,
  content,
  runs: { by: "test", ...by },
  ...(title !== undefined && { title }),
});

const inServer = (command: string) => `docker compose exec server ${command}\n`;
const CONTAINER_RESTORE = `sudo chown -R 10001:10001 monday
docker compose run --rm --volume ./monday:${CONTAINER_BACKUP}:ro server ${CONTAINER_COMMANDS.restore}
docker compose up --detach
`;

/** A name for the examples: this server's own where it has one. */
function hostOf({ baseUrl }: DocFacts): string {
  const { hostname } = new URL(baseUrl);
  return hostname.includes(".") && !/^[\d.]+$/.test(hostname) ? hostname : "secrets.example.com";
}

export const deploy: Document = {
  from: "nothing",
  sections: (facts) => {
    const host = hostOf(facts);
    return [
      {
        id: "what",
        title: "What there is to run",
        parts: [
          "One process, and PostgreSQL. The process keeps nothing that matters in its memory, so it can be stopped at any time and there may be several. What must not be lost is the **database** and the **root key**: together they open everything, and neither opens anything alone.",
          table(
            ["Way", "Database", "Good for"],
            [
              [
                "[Plain server](/docs/deploy#plain)",
                "the embedded PostgreSQL, or yours",
                "one computer with Node.js 20.19 or later",
              ],
              [
                "[Containers](/docs/deploy#compose)",
                "a PostgreSQL container, or yours",
                "hosts that run containers already",
              ],
              ["[Two replicas](/docs/deploy#replicas)", "yours", "restarts that nobody notices"],
            ],
          ),
        ],
      },
      {
        id: "plain",
        title: "A plain server",
        parts: [
          "`npm start` in a checkout is a whole server: it installs, builds, starts a real PostgreSQL in `.data`, and makes the root key in `.data/root.key`. For others to reach it, give it its public address and put [a proxy with a certificate](/docs/deploy#proxy) in front.",
          tested(
            "plain-start",
            `SIKKERKEY_BASE_URL=https://${host} TRUSTED_PROXIES=127.0.0.1,::1 npm start\n`,
            STARTED,
          ),
          "`SIKKERKEY_DATA_DIR` moves the data folder. Run it under a supervisor that starts it again and sends SIGTERM to stop it, such as systemd: requests under way are finished first. README lists every setting; a wrong one is named at start, with the remedy.",
        ],
      },
      {
        id: "compose",
        title: "Containers",
        parts: [
          "The repository has a `Dockerfile` and a `compose.yaml` with PostgreSQL and named volumes. The server runs as user 10001 on a root file system that cannot be written, without capabilities, and has no npm and no compiler in it. Its secrets are files under `secrets/`, which you make once:",
          tested("make-secrets", MAKE_SECRETS, inImage("MAKE_SECRETS")),
          note(
            "Keep a copy of `secrets/root-key` in another place now. Without it no secret can be opened, by nobody. The server refuses a root key that others can read, so its file belongs to user 10001.",
            "warn",
          ),
          tested(
            "compose-up",
            `export SIKKERKEY_BASE_URL=https://${host}\ndocker compose up --build --detach\ndocker compose logs server\n`,
            COMPOSE,
          ),
          "The log has the link for the first account; it works once, for 30 minutes. The server listens on port 3000 of this host alone, for [the proxy](/docs/deploy#proxy). Its health check asks `/v1/health`, which is 200 only while configuration, root key, database and migrations are good.",
          list(
            "`server` keeps served client packages in the volume `data`: scripts pin their versions for ever.",
            "`database` makes the database and its two roles at the first start, from the addresses in `secrets/`, with `db/make-roles.sh`.",
            "The image has no PostgreSQL of its own: without `DATABASE_URL` or `DATABASE_URL_FILE` it says so and stops.",
          ),
        ],
      },
      {
        id: "database",
        title: "Your own PostgreSQL",
        parts: [
          "Any server of version 15 or later whose commits are durable. Two roles: the owner migrates, and the one the server works with cannot alter the audit log, keys or grants’ history. With one role for everything only a trigger guards the log, and the start says that this is weaker.",
          tested(
            "make-roles",
            "export PGHOST=db.internal PGUSER=postgres\nexport DATABASE_MIGRATION_URL_FILE=secrets/database-migration-url DATABASE_URL_FILE=secrets/database-url\nsh db/make-roles.sh\n",
            ROLES,
          ),
          "The script needs `psql`, and takes names and passwords from the two addresses. Then give the server the same two. Over a network use TLS: end the addresses in `?sslmode=require`, or better `verify-full`, and leave that out for the script.",
        ],
      },
      {
        id: "secrets",
        title: "Settings from files",
        parts: [
          "A mounted file is in no environment that an inspection shows. Every setting with a credential can be one; a line break at its end is no part of it, and both at once are refused.",
          table(
            ["Setting", "Or a file", "What it is"],
            [
              [
                "`SIKKERKEY_ROOT_KEY`",
                "`SIKKERKEY_ROOT_KEY_FILE`",
                "32 bytes as base64; the file must be its user’s alone (0400 or 0600)",
              ],
              ["`DATABASE_URL`", "`DATABASE_URL_FILE`", "Address of the database with the app’s role"],
              [
                "`DATABASE_MIGRATION_URL`",
                "`DATABASE_MIGRATION_URL_FILE`",
                "The same with the role that owns the schema",
              ],
            ],
          ),
        ],
      },
      {
        id: "root-key",
        title: "Keeping the root key",
        parts: [
          "The first start makes it, unless you name one. Copy it once to a place that no backup of the database shares: a safe, a password manager, a printed page. It never changes in this release, and a start with another key ends with the reason.",
        ],
      },
      {
        id: "backup",
        title: "Backup",
        parts: [
          "A backup is a folder: every table as it is at one moment, while the server goes on working, and the client packages that were served. It has no root key in it. A folder has its name only when everything is on the disk; one that ends in `.half-…` was interrupted and can be deleted.",
          tested(
            "backup",
            "npm run backup -- /srv/backups/monday\nnpm run backup -- --verify /srv/backups/monday\n",
            BACKUP,
          ),
          "`--verify` needs the root key and no database: it compares every file with the manifest and opens a value of each vault. The manifest carries a tag under the root key, so whoever changes a backup is found out. Give the commands the settings that the server has. In containers:",
          tested(
            "container-backup",
            `${inServer(CONTAINER_COMMANDS.backup)}${inServer(CONTAINER_COMMANDS.verify)}docker compose cp server:/backups/monday .\n`,
            inImage("CONTAINER_COMMANDS.backup"),
          ),
          "Each backup is in the audit log. Values in it are encrypted; names, notes and addresses are not: keep it as you keep the database.",
        ],
      },
      {
        id: "restore",
        title: "Restore",
        parts: [
          "Into an empty database and nowhere else, completely or not at all. First everything is proven: files, manifest, and that the root key is the right one. A backup of an older release is migrated on its way in; the embedded database and your own can take each other’s.",
          tested(
            "restore",
            "SIKKERKEY_ROOT_KEY_FILE=/safe/root.key npm run restore -- /srv/backups/monday\n",
            BACKUP,
          ),
          "In containers, before the server’s first start on that host, with `secrets/root-key` of the old one. The folder must belong to the server’s user:",
          tested("container-restore", CONTAINER_RESTORE, inImage("CONTAINER_COMMANDS.restore")),
          note(
            "A restored server does not know what happened after the backup. It ends every session, set-up link, container bundle, open claim code and open bootstrap token, and accepts no request that was signed before the restore. But a machine that was disabled, or a token that was revoked, after the backup is as it was before: do that again, before the proxy lets anybody in.",
            "warn",
          ),
          "Every vault’s audit log says that it was restored, under the id of the backup.",
        ],
      },
      {
        id: "upgrade",
        title: "Upgrade",
        parts: [
          steps(
            "Take a backup and verify it.",
            "Fetch the new release; `npm start`, or `docker compose up --build --detach`. Migrations run at the start, under a lock, as the owner.",
            "A database that a newer release has migrated is refused by an older one. The way back is the backup, restored by the release that took it.",
          ),
          "The embedded PostgreSQL and the one in `compose.yaml` keep their major version. When a release changes it, the way is a backup with the old release and a restore into an empty data folder with the new one.",
        ],
      },
      {
        id: "proxy",
        title: "A proxy with TLS",
        parts: [
          "Machines accept https only, except on localhost. `SIKKERKEY_BASE_URL` is the public address, to the letter; pages are answered for its host name and no other. `TRUSTED_PROXIES` lists the proxy’s own addresses: from them alone `X-Forwarded-For` is believed, so that the audit log and source ranges see the client. It must hold plain addresses, and the proxy must append to it or set it.",
          tested("caddy", caddyfile(host), PROXIES, { title: "Caddyfile", language: "text" }),
          tested("nginx", nginxServer(host), NGINX, { title: "nginx", language: "text" }),
          "On the server’s own host the proxy’s address is `127.0.0.1,::1`. For `compose.yaml` it is the gateway of its network, 172.31.250.1, which is set already. Never trust a range that clients are in: as long as the gateway is trusted, leave port 3000 published on `127.0.0.1` alone, or clients could name any address as theirs.",
        ],
      },
      {
        id: "replicas",
        title: "Two replicas behind one address",
        parts: [
          "Give both the same PostgreSQL, the same root key and the same `SIKKERKEY_BASE_URL`, each with a data folder of its own. Nonces, limits, sessions and locks are rows, so a request works once on all of them together, and a signed-in person may change servers between two clicks. Migrations and sweeps run once.",
          tested("replicas", caddyReplicas(host), PROXIES, { title: "Caddyfile", language: "text" }),
          `For nginx, put this next to the server block [from above](/docs/deploy#proxy), and write \`proxy_pass http://${NGINX_REPLICAS};\` there:`,
          tested("nginx-replicas", nginxReplicas(["10.0.0.11:3000", "10.0.0.12:3000"]), NGINX, {
            title: "nginx",
            language: "text",
          }),
          "Client packages lie in each data folder, so start both with the same release: a script that pins a version finds it on servers of that release or a later one that served it. Copy `packages/` to a new replica, or restore a backup into it, for those of earlier releases.",
        ],
      },
    ];
  },
};
