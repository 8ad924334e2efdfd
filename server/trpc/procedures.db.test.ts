import { TRPCError } from "@trpc/server";
import { expect, test } from "vitest";
import { testDatabase } from "#db/testing/test-database.ts";
import { aContext } from "../testing/fixtures.ts";
import { publicError } from "./public-error.ts";
import { appRouter, createCaller } from "./router.ts";

const world = await testDatabase();
const stranger = createCaller(aContext(world));
const names = Object.keys(appRouter._def.procedures).filter((name) => !/^(setup|docs)\./.test(name));

/** Calls `noun.verb` by name with an input that no schema takes. */
async function callByName(name: string): Promise<unknown> {
  const [noun = "", verb = ""] = name.split(".");
  const procedure: unknown = Reflect.get(Reflect.get(stranger, noun), verb);
  if (typeof procedure !== "function") throw new Error(`${name} is not a procedure`);
  return procedure({ nonsense: 1 });
}

test.each(names)("%s does nothing for a stranger", async (name) => {
  const error: unknown = await callByName(name).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error instanceof TRPCError && publicError(error).code).toBe("signed_out");
});
