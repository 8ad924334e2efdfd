import { expect, test } from "vitest";
import { DENY_REASONS, type DenyReason } from "#lib/audit-events.ts";
import { ERRORS } from "#lib/errors.ts";
import { claimChecks } from "./claim-redemption.ts";
import { type Check, decide } from "./decide.ts";

import { enrollmentChecks, newMachineChecks } from "./enrollment.ts";
import { PUBLIC_CODES } from "./reasons.ts";
import { registrationChecks } from "./registration.ts";
import { type SecretReadFacts, secretReadChecks } from "./secret-read.ts";
import { type SignedRequestFacts, signedRequestChecks } from "./signed-request.ts";

/** One all-allowed fact sheet, and per reason the one fact that changes. */
function tableTest<Facts>(
  name: string,
  checks: readonly Check<Facts>[],
  allowed: Facts,
  changes: readonly (readonly [DenyReason, Partial<Facts>])[],
) {
  test(`${name}: everything in order is allowed`, () => {
    expect(decide(checks, allowed)).toEqual({ allowed: true });
  });
  test.each(changes)(`${name}: %s`, (reason, change) => {
    expect(decide(checks, { ...allowed, ...change })).toEqual({ allowed: false, reason });
  });
  test(`${name}: every reason of the table is tested, in the table's order`, () => {
    expect(changes.map(([reason]) => reason)).toEqual(checks.map((check) => check.deny));
  });
}

const machine = { isApproved: true, isDisabled: false, isExpired: false };
tableTest<SignedRequestFacts>(
  "signed request",
  signedRequestChecks,
  {
    machine,
    isFresh: true,
    isFirstUse: true,
    isSourceAllowed: true,
    isHourAllowed: true,
    isWithinBudget: true,
  },
  [
    ["machine_deleted", { machine: null }],
    ["timestamp_out_of_window", { isFresh: false }],
    ["nonce_replayed", { isFirstUse: false }],
    ["machine_disabled", { machine: { ...machine, isDisabled: true } }],
    ["machine_expired", { machine: { ...machine, isExpired: true } }],
    ["machine_pending", { machine: { ...machine, isApproved: false } }],
    ["guardrail_source", { isSourceAllowed: false }],
    ["guardrail_hours", { isHourAllowed: false }],
    ["budget_exceeded", { isWithinBudget: false }],
  ],
);

const secret = { isDeleted: false, isGranted: true, isLinked: true };
tableTest<SecretReadFacts>("secret read", secretReadChecks, { secret }, [
  ["secret_unknown", { secret: null }],
  ["project_not_linked", { secret: { ...secret, isLinked: false } }],
  ["grant_missing", { secret: { ...secret, isGranted: false } }],
  ["secret_deleted", { secret: { ...secret, isDeleted: true } }],
]);

test("a machine without the grant never learns that a secret was deleted", () => {
  const facts = { secret: { isDeleted: true, isGranted: false, isLinked: true } };
  expect(decide(secretReadChecks, facts)).toEqual({ allowed: false, reason: "grant_missing" });
});

const enrollment = { isRevoked: false, isExpired: false, isSourceAllowed: true, isHostnameAllowed: true };
tableTest("enrollment", enrollmentChecks, enrollment, [
  ["token_revoked", { isRevoked: true }],
  ["token_expired", { isExpired: true }],
  ["source_not_allowed", { isSourceAllowed: false }],
  ["hostname_not_allowed", { isHostnameAllowed: false }],
]);

tableTest("new machine", newMachineChecks, { usesLeft: 1, isNameAllowed: true, isPublicKeyGood: true }, [
  ["token_exhausted", { usesLeft: 0 }],
  ["name_not_allowed", { isNameAllowed: false }],
  ["public_key_invalid", { isPublicKeyGood: false }],
]);

const registration = { isRevoked: false, isUsed: false, isExpired: false, isPublicKeyGood: true };
tableTest("registration", registrationChecks, registration, [
  ["bootstrap_revoked", { isRevoked: true }],
  ["bootstrap_used", { isUsed: true }],
  ["bootstrap_expired", { isExpired: true }],
  ["public_key_invalid", { isPublicKeyGood: false }],
]);

const claim = {
  ...{ isRevoked: false, isUsed: false, isExpired: false },
  ...{ isPublicKeyGood: true, isKeyHeld: true },
};
tableTest("claim", claimChecks, claim, [
  ["claim_revoked", { isRevoked: true }],
  ["claim_used", { isUsed: true }],
  ["claim_expired", { isExpired: true }],
  ["public_key_invalid", { isPublicKeyGood: false }],
  ["possession_unproven", { isKeyHeld: false }],
]);

test("no denial becomes a 5xx except a value that fails its check: client caches would serve it (DESIGN D5)", () => {
  for (const reason of Object.keys(DENY_REASONS) as DenyReason[]) {
    if (reason !== "integrity_failure") expect(ERRORS[PUBLIC_CODES[reason]].status).toBeLessThan(500);
  }
});
