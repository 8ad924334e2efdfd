import { describe, expect, test } from "vitest";
import { z } from "zod";
import { testDatabase } from "#db/testing/test-database.ts";
import { AppError } from "#lib/errors.ts";
import { FACTS_HEADER, signFacts } from "#server/gate/facts.ts";
import { installTestServices } from "#server/testing/install-test-services.ts";
import { publicRoute } from "./public-route.ts";

const world = installTestServices(await testDatabase());

const greet = publicRoute(
  "/v1/greet/[name]",
  { body: z.strictObject({ word: z.string() }), whenEmpty: { word: "hello" } },
  async (ctx, { word }, { params }) => {
    if (word === "fail") throw new Error("internal detail");
    if (word === "deny") throw new AppError("access_denied");
    return { said: `${word} ${params["name"]}`, actor: ctx.actor.kind, sourceIp: ctx.sourceIp };
  },
);

const call = (body: string, headers = world.pageHeaders()) =>
  greet(new Request("http://x/", { method: "POST", headers, body }), {
    params: Promise.resolve({ name: "ada" }),
  });

describe("an unsigned machine route", () => {
  test("hands its verb a checked input, an anonymous actor and the gate's peer", async () => {
    const answer = await call('{"word":"hi"}');
    expect(answer.status).toBe(200);
    expect(answer.headers.get("x-request-id")).toBe("req-test");
    expect(await answer.json()).toEqual({ said: "hi ada", actor: "anonymous", sourceIp: "192.0.2.9" });
  });

  test("takes an absent body where it names what that means", async () => {
    const answer = await call("", world.pageHeaders({ "content-type": null }));
    expect(await answer.json()).toMatchObject({ said: "hello ada" });
  });

  test.each([
    ['{"word":"deny"}', 403, "access_denied"],
    ['{"word":"fail"}', 500, "internal"],
    ['{"word":1}', 400, "invalid_input"],
    ['{"word":"hi","approved":true}', 400, "invalid_input"],
    ["{", 400, "invalid_request"],
  ])("answers %s with %i", async (body, status, code) => {
    const answer = await call(body);
    expect([answer.status, answer.headers.get("x-sikkerkey-error")]).toEqual([status, code]);
    expect(Object.keys(await answer.json())).toEqual(["error"]);
  });

  test("keeps the cause of a crash for the log", async () => {
    expect(await (await call('{"word":"fail"}')).text()).not.toContain("internal detail");
    expect(world.logLines.join("")).toContain("internal detail");
  });
});

describe("a request that came around the gate", () => {
  const facts = {
    peer: "10.0.0.1",
    peerSource: "socket",
    isLoopback: true,
    requestId: "r",
    target: "/",
    nonce: null,
  } as const;

  test.each([
    ["without facts", null],
    ["with facts of its own", signFacts(facts, new Uint8Array(32))],
    ["with nonsense", "e30.e30"],
  ])("%s is refused before its body is read", async (_, header) => {
    const headers = world.pageHeaders({ [FACTS_HEADER]: header });
    const request = new Request("http://x/", { method: "POST", headers, body: '{"word":"hi"}' });
    const answer = await greet(request, { params: Promise.resolve({ name: "ada" }) });
    expect(answer.status).toBe(400);
    expect(request.bodyUsed).toBe(false);
  });
});
