import type { ErrorCode } from "../errors.ts";

export type Remedy = { readonly cause: string; readonly remedy: string };

/** Why the server says each of its sentences, and what to do. A new error does not compile before it has its row here. */
export const ERROR_REMEDIES: Readonly<Record<ErrorCode, Remedy>> = {
  invalid_request: {
    cause:
      "The request is not one that this server understands: a query on a signed path, a missing or doubled header, a body that is no JSON or has another shape.",
    remedy:
      "Compare it with [the wire format](/docs/wire-format). With our own clients, look for a proxy that rewrites requests.",
  },
  invalid_input: {
    cause:
      "A field of a form holds something it may not. The answer names the field and says what it may hold.",
    remedy: "Change that field. Nothing was saved.",
  },
  invalid_public_key: {
    cause:
      "The key sent at registration is not the 32 raw bytes of an Ed25519 public key in base64, or is one of the few points that no honest key has.",
    remedy: "Make a new key with `sikkerkey enroll` or OpenSSL 1.1.1 or later.",
  },
  possession_unproven: {
    cause: "A container’s claim carries a signature that was not made with the key beside it.",
    remedy:
      "Update `@sikkerkey/cli` in the image. If you wrote the client, sign the text of [the claim](/docs/containers#claim).",
  },
  unauthenticated: {
    cause:
      "One answer for everything that leaves open who asks: an unknown or deleted machine, a wrong signature, a clock more than five minutes off, a repeated request, a machine that is disabled or has expired. It is the same to the byte, so that nobody can find out which ids exist.",
    remedy:
      "Run `sikkerkey doctor` on the machine: it checks clock, key and files. The **Audit Log** names the reason where the machine proved who it is. `sikkerkey enroll --replace` makes a new identity.",
  },
  signed_out: {
    cause:
      "Your session ended: two hours without use, twelve in all, a sign-out elsewhere, or a changed password.",
    remedy: "Sign in in another tab and send the form again; what you typed stays.",
  },
  sign_in_failed: {
    cause: "E-mail address and password do not belong together. It is not said which is wrong.",
    remedy: "Try again. After ten failures in a minute you wait for the next one.",
  },
  access_denied: {
    cause:
      "The machine is known, and this secret is not granted to it, or does not exist. Both are one answer.",
    remedy:
      "A machine from an enrollment token has exactly that token’s secrets: make a token that names this one. To any other machine, grant it on its page under **Machines**.",
  },
  machine_pending: {
    cause: "The machine registered with a bootstrap token and nobody has approved it yet.",
    remedy: "Compare its fingerprint under **Machines**, approve it, and grant it secrets.",
  },
  policy_denied_source: {
    cause: "The machine has guardrails, and the request came from an address outside of them.",
    remedy:
      "If the address is yours, add it to the guardrails on the machine’s page. If not, disable the machine: somebody may hold its key.",
  },
  policy_denied_hours: {
    cause: "The machine’s guardrails name hours, and this is none of them.",
    remedy: "Wait, or change the hours on the machine’s page.",
  },
  forbidden: {
    cause: "Your role does not have the capability for this.",
    remedy: "Ask an owner of the vault.",
  },
  cross_origin: {
    cause: "A form was sent from another site, or from an address this server does not know as its own.",
    remedy:
      "Open the dashboard at the address in `SIKKERKEY_BASE_URL`. Behind a proxy, set that variable to the public address.",
  },
  source_not_allowed: {
    cause:
      "The token names an address range, and the runner is outside. Behind a proxy that is not in `TRUSTED_PROXIES`, the address is the proxy’s.",
    remedy: "The **Audit Log** shows the address it saw. Make a token with a wider range, or name the proxy.",
  },
  hostname_not_allowed: {
    cause: "The token has a hostname pattern that this runner’s hostname does not match.",
    remedy: "Make a token with a wider pattern, or give the runner the expected name with `--hostname`.",
  },
  name_not_allowed: {
    cause: "The runner asked for a machine name that the token’s pattern does not allow.",
    remedy: "Leave `--name` out, or ask for one that matches.",
  },
  quota_reached: {
    cause: "The vault holds as many projects, secrets, open tokens or machines as it may.",
    remedy:
      "Delete machines that are gone; expired ones still count until then. The limit of machines is under **Settings**.",
  },
  not_found: {
    cause: "Nothing is at this address, or not in your vault.",
    remedy: "Check the address. What was deleted does not come back under its old id.",
  },
  secret_deleted: {
    cause: "The secret was granted to this machine and is now in its project’s trash.",
    remedy: "Restore it there within 30 days, or take it out of the job.",
  },
  enrollment_token_unknown: {
    cause:
      "The plaintext matches no enrollment token of the vault. It may be cut off, quoted, from another server, or for another vault id.",
    remedy: "The plaintext is shown only once. If it is lost, revoke the token and create a new one.",
  },
  claim_unknown: {
    cause: "No claim of this server has that code.",
    remedy: "Mount the `claim.json` of this container, whole. If it is lost, create the container again.",
  },
  bootstrap_token_unknown: {
    cause: "The command or token was copied in part, or made by another server.",
    remedy: "Make another with **Validate machine**.",
  },
  method_not_allowed: {
    cause: "The path exists, but not for this method.",
    remedy: "[The wire format](/docs/wire-format) lists each path with its method.",
  },
  request_timeout: {
    cause: "The body of the request did not arrive in time.",
    remedy: "Try again; if it repeats, look at what stands between client and server.",
  },
  conflict: {
    cause:
      "Something with this name exists, would share an environment variable with another, or was changed by somebody else meanwhile.",
    remedy: "The message names it. Choose another name, or load the page again and repeat your change.",
  },
  public_key_known: {
    cause:
      "This key was registered before. A key is accepted once, for ever, also when its machine is gone: two machines with one key could not be told apart.",
    remedy:
      "Make a new key: `sikkerkey enroll --replace`. In an image, enroll at start and not while it is built.",
  },
  enrollment_token_revoked: {
    cause: "Somebody revoked the token.",
    remedy:
      "Create a new token from **Enrollment Tokens**, replace the variable in the CI provider, and run again.",
  },
  enrollment_token_expired: {
    cause: "The token’s lifetime is over.",
    remedy: "Create a new token, replace the variable in the CI provider, and run again.",
  },
  enrollment_token_exhausted: {
    cause: "The token has made as many machines as it may. Every pipeline step takes one use.",
    remedy: "Create a token with more uses, replace the variable, and run again.",
  },
  bootstrap_token_ended: {
    cause: "A bootstrap token makes one machine, within ten minutes.",
    remedy:
      "Make another with **Validate machine**. If you did not use it, look at what is pending before you approve anything.",
  },
  bundle_ended: {
    cause: "The download link works once and for 15 minutes. The key is gone from the server then.",
    remedy:
      "Delete the machine under **Machines** and create the container again. If you did not download it, somebody else did.",
  },
  claim_ended: {
    cause: "The claim made its machine already, was revoked, or has expired.",
    remedy:
      "Create the container again. Keep `SIKKERKEY_HOME` in a volume, so that a restart needs no new claim.",
  },
  setup_link_ended: {
    cause: "The link that makes the first account works once and for 30 minutes.",
    remedy: "Restart the server; it prints a new one.",
  },
  already_set_up: {
    cause: "The first account exists.",
    remedy: "Sign in. If you did not make it, stop the server and find out who read its output.",
  },
  export_too_large: {
    cause: "One answer holds at most 1,000 secrets and 32 MiB.",
    remedy: "Export one project at a time (`--project`), or read secrets one by one.",
  },
  body_too_large: {
    cause: "Requests of machines hold at most 64 KiB, forms 2 MiB, values 256 KiB.",
    remedy: "Split a longer value, or keep a reference to it.",
  },
  unsupported_media_type: {
    cause: "The body did not come as JSON.",
    remedy: "Send `Content-Type: application/json`.",
  },
  misdirected: {
    cause: "The browser asked for a host name that is not this server’s.",
    remedy:
      "Use the address in `SIKKERKEY_BASE_URL`, or set it to the one you use. A proxy must pass `Host` on.",
  },
  too_many_requests: {
    cause:
      "Too many failures from one source: wrong tokens, unknown machines, passwords. What is right is never refused for that.",
    remedy: "Wait as long as `Retry-After` says, and mend what fails.",
  },
  read_budget_exceeded: {
    cause:
      "One machine asked more often than its budget, 1,000 requests a second unless the server says otherwise.",
    remedy:
      "Export secrets in one request, keep values instead of reading them for each task, or raise `SIKKERKEY_MACHINE_REQUESTS_PER_SECOND`.",
  },
  headers_too_large: {
    cause: "The request has more headers than fit; often old cookies of other services on the same host.",
    remedy: "Remove cookies of this address, or give the server a host name of its own.",
  },
  internal: {
    cause: "A mistake of ours, or a value that failed its integrity check.",
    remedy: "Find the request id in the server’s log. Report what is there; it holds no value.",
  },
  sealed: {
    cause:
      "The database is away, or the audit row of this request cannot be written. Nothing is released without it.",
    remedy:
      "`GET /v1/health`, asked on the server itself, names the part that fails; so does its log. Clients try again by themselves; an offline cache answers meanwhile where it is enabled.",
  },
};
