import type { DenyReason } from "./audit-events.ts";

/** What to do about a refusal: the audit log shows it beside the reason, and the documentation lists all. */
export const DENIAL_REMEDIES: Readonly<Record<DenyReason, string>> = {
  headers_malformed: "The client is not one of ours, or a proxy changes its headers.",
  timestamp_out_of_window: "Set the clock of the machine, or of this server; five minutes apart is the most.",
  machine_unknown: "Nothing enrolled under this id. Enroll the machine again.",
  signature_wrong: "Another key signed this. If the machine was not replaced, somebody tries to pass as it.",
  nonce_replayed:
    "The same request came twice. If no proxy repeats requests, somebody recorded one; it read nothing.",
  machine_deleted: "It was deleted and cannot come back. Enroll it again with a new key.",
  machine_disabled: "Enable the machine, if it is meant to read again.",
  machine_expired: "Its time is over. Enroll it again, or give the next token’s machines a longer life.",
  machine_pending: "Compare its fingerprint on its page, then approve or deny it.",
  guardrail_source:
    "If you know the address, add it to the machine’s guardrails. If you do not, somebody else may hold its key: disable it.",
  guardrail_hours:
    "If it should read at this hour, change its guardrails. If nobody was at work, find out who was.",
  budget_exceeded: "Find out what reads so often. Let the job export its secrets in one request.",
  project_not_linked:
    "Its token does not name this secret’s project: make a token that does. A machine without a token is attached to projects on its page.",
  grant_missing:
    "Its token does not name this secret, and a scope never grows: make a token that does. A machine without a token is granted secrets on its page.",
  secret_unknown: "There is no such secret in this vault. Check the id that the job asks for.",
  secret_deleted: "Restore the secret from its project’s trash, or take it out of the job.",
  export_too_large: "Let the job export one project, or read its secrets one by one.",
  token_unknown: "The plaintext matches no token. If it is lost, make another token.",
  token_revoked: "Make another token and replace the variable in the CI provider.",
  token_expired: "Make another token and replace the variable in the CI provider.",
  token_exhausted: "Make another token with more uses.",
  bootstrap_unknown:
    "The command was copied wrong, or made by another server. Make another on the Machines page.",
  bootstrap_revoked: "Make another command on the Machines page, if the machine should still come.",
  bootstrap_expired: "A command lives ten minutes. Make another on the Machines page.",
  bootstrap_used:
    "A command works once. If you did not run it twice, look at the machine that came with it before you approve it.",
  bundle_unknown: "The link was copied wrong, or made by another server. Create the container again.",
  bundle_used:
    "A link works once. If it was not you who downloaded it, delete the machine: somebody else has its key.",
  bundle_expired: "A link lives 15 minutes. Delete the machine and create the container again.",
  claim_unknown: "The claim file was copied wrong, or made by another server. Create the container again.",
  claim_revoked: "Create the container again, if it should still come.",
  claim_expired: "Create the container again, and let its claim live until the first start.",
  claim_used:
    "A claim works once. If the container kept its key, it lost it: give it a volume. If it did not, somebody else may have used the claim first: look at the machine it made.",
  possession_unproven: "The container signed its claim with another key than it sent. Update its CLI.",
  source_not_allowed:
    "The runner’s address is outside the token’s range. If you know the address, widen the range of a new token.",
  hostname_not_allowed: "The runner’s hostname does not match the token’s pattern.",
  name_not_allowed: "The name the runner asked for does not match the token’s pattern.",
  public_key_invalid: "The machine made an unusable key. Update its CLI or openssl.",
  public_key_known: "Each machine needs a key of its own; this one belongs or belonged to another.",
  quota_reached: "Delete machines that are gone. If you know of none, find out which token enrolls so many.",
  credentials_wrong: "If this was not you, change the password and look at the sessions under Settings.",
  attempts_exceeded: "Wait for the limit to pass. If this was not you, somebody is guessing.",
  integrity_failure: "The stored bytes are not what was sealed. Restore the database from a backup.",
};
