import { TRPCError } from "@trpc/server";
import { expect, test } from "vitest";
import { AppError } from "#lib/errors.ts";
import { CAPABILITIES } from "../access/capabilities.ts";
import { publicError } from "./public-error.ts";
import { appRouter } from "./router.ts";

const PUBLIC = ["docs.site", "setup.createOwner", "setup.status"];

// At run time the record is flat ("account.me"), whatever its type says.
const procedures = Object.entries<unknown>(appRouter._def.procedures).map(([name, procedure]) => {
  const definition: unknown = Reflect.get(Object(procedure), "_def");
  const meta: unknown = Reflect.get(Object(definition), "meta");
  return {
    name,
    type: Reflect.get(Object(definition), "type"),
    capability: Reflect.get(Object(meta), "capability"),
  };
});

test("every procedure names a capability, and only the set-up of a fresh server and the facts of its documentation are public", () => {
  const known = new Set<unknown>([...CAPABILITIES, "public"]);
  expect(procedures.filter(({ capability }) => !known.has(capability))).toEqual([]);
  const open = procedures.filter(({ capability }) => capability === "public");
  expect(open.map(({ name }) => name).sort()).toEqual(PUBLIC);
  expect(procedures.length).toBeGreaterThan(6);
});

test("what gives a machine access, or takes it, names its own capability", () => {
  const ofMachines = procedures.filter(({ name }) => name.startsWith("machines."));
  expect(Object.fromEntries(ofMachines.map(({ name, capability }) => [name.slice(9), capability]))).toEqual({
    list: "machine.read",
    get: "machine.read",
    impact: "machine.read",
    approve: "machine.approve",
    deny: "machine.approve",
    grantOptions: "machine.grant",
    attachProject: "machine.grant",
    detachProject: "machine.grant",
    setGrants: "machine.grant",
    revokeAccess: "machine.grant",
    rename: "machine.write",
    disable: "machine.write",
    enable: "machine.write",
    setGuardrails: "machine.write",
    extend: "machine.extend",
    undoExtension: "machine.extend",
    delete: "machine.delete",
  });
});

test("what carries a value, token or password is a mutation, never an address", () => {
  const carrying =
    /\.(reveal|verify|create\w*|provision|changePassword|import|writeVersion|compareVersions|rollback|rotate)$/;
  const queries = procedures.filter(({ name, type }) => carrying.test(name) && type !== "mutation");
  expect(queries).toEqual([]);
});

test("only a coded error speaks for itself; anything else says the catalogue's sentence", () => {
  const secret = "value-that-must-not-leave";
  const wrapped = (cause: unknown) =>
    new TRPCError({ code: "INTERNAL_SERVER_ERROR", message: secret, cause });
  expect(publicError(wrapped(new AppError("forbidden")))).toMatchObject({ code: "forbidden", status: 403 });
  for (const error of [wrapped(new Error(secret)), new TRPCError({ code: "CONFLICT", message: secret })]) {
    const told = publicError(error);
    expect(told).toMatchObject({ code: "internal", status: 500, issues: [] });
    expect(JSON.stringify(told)).not.toContain(secret);
  }
});
