import { list, note, type Section } from "../document.ts";

/** What one must know once a container runs. */
export const containerLife: readonly Section[] = [
  {
    id: "several",
    title: "Several containers",
    parts: [
      "Give each deployment target a container of its own on the dashboard, and each its own folder. Access and audit trail are then by container.",
      "Sharing one identity works, but every read appears under the same machine, revoking one revokes all, and a change that one of them fetches is no longer reported to the others. The Machines page hints at it when two addresses take turns under one key.",
    ],
  },
  {
    id: "revoke",
    title: "Revocation",
    parts: [
      "Under **Machines**, disable or delete the machine. A disabled one fails its next signature check and can be enabled again; deleting removes it with all its grants. The audit log keeps the name it had.",
      note(
        "Removing the container from Docker revokes nothing: the identity file works from anywhere until the machine is disabled or deleted here.",
        "warn",
      ),
    ],
  },
  {
    id: "lost",
    title: "Lost files",
    parts: [
      "A lost bundle cannot be made again. The server keeps no private key after the download, or after the fifteen minutes, and nothing regenerates one: not even the database, its backups and the root key together open it. Delete the machine and create the container anew.",
      "A bundle that was never downloaded leaves its machine disabled, with a line on the Machines page that says why. Delete it there.",
    ],
  },
  {
    id: "security",
    title: "Security",
    parts: [
      list(
        "**Sealed under two halves.** Until the download the key is encrypted under the server’s keys and under the secret in the link, which the server does not keep. The download deletes the sealed copy in the same transaction.",
        "**One download.** Of any number of requests at once one gets the ZIP. Link previews, prefetching and `HEAD` cannot spend the link. A second try is refused and recorded as a warning.",
        "**Short.** The link ends 15 minutes after **Provision**, also if nobody sweeps it away.",
        "**Read-only.** With `:ro` a compromised container cannot change the identity that it holds.",
        "**Signed requests.** Each has a timestamp and a nonce of its own; a repeated one is refused.",
        "**Recorded.** Provisioning, download and every read are in the audit log with time, source address and who.",
        "**Revoked at once.** No read is decided for a machine after it was disabled or deleted.",
      ),
    ],
  },
  {
    id: "needs",
    title: "What it needs",
    parts: [
      list(
        "Docker 20.10 or later, Compose v2 or later, or any engine that mounts a folder",
        "The SDK or the command inside the container; Node.js 18 or later for both",
        "An https address of this server. In a container `http://localhost` is the container itself: use `--network host` for a trial on one computer",
        "Room in the vault’s machine quota, which is under **Settings**",
        "For an authority of your own, its PEM file in `SIKKERKEY_CA_FILE`",
      ),
    ],
  },
];
