import { afterAll, beforeAll, expect, test } from "vitest";
import { OWNER } from "./owner.ts";
import { PageClient } from "./page-client.ts";
import { type RunningServer, startServer } from "./start-server.ts";

let server: RunningServer;
let owner: PageClient;
beforeAll(async () => {
  server = await startServer();
  owner = new PageClient(server.url);
  const setupSecret = server.setupLink?.split("#")[1];
  expect((await owner.mutate("setup.createOwner", { setupSecret, ...OWNER })).status).toBe(200);
  expect((await owner.signIn(OWNER.email, OWNER.password)).status).toBe(200);
});
afterAll(() => server.stop());

const statusOf = async (client: PageClient) => (await client.query("account.me")).status;
const another = async () => {
  const client = new PageClient(server.url);
  expect((await client.signIn(OWNER.email, OWNER.password)).status).toBe(200);
  return client;
};

test("the set-up link works once, and signing in sets HttpOnly, SameSite cookies that say nothing", async () => {
  const again = await owner.mutate("setup.createOwner", {
    setupSecret: server.setupLink?.split("#")[1],
    ...OWNER,
  });
  expect(again).toMatchObject({ status: 410, body: { error: { data: { code: "already_set_up" } } } });
  expect(await statusOf(owner)).toBe(200);
  const [session, device] = ["session", "device"].map((name) =>
    owner.setCookies.findLast((line) => line.startsWith(`sikkerkey-${name}=`)),
  );
  for (const line of owner.setCookies) expect(line).toMatch(/; HttpOnly; SameSite=Lax$/);
  expect(session).toMatch(
    /^sikkerkey-session=[A-Za-z0-9_-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
  );
  expect(device).toMatch(
    /^sikkerkey-device=[A-Za-z0-9_-]{43}; Path=\/; Max-Age=31536000; HttpOnly; SameSite=Lax$/,
  );
  expect([...owner.cookies.keys()].sort()).toEqual([
    "sikkerkey-csrf",
    "sikkerkey-device",
    "sikkerkey-session",
  ]);
});

test("every sign-in has a session id of its own, and signing out ends it for a copy too", async () => {
  const [first, second] = [await another(), await another()];
  expect(first.cookies.get("sikkerkey-session")).not.toBe(second.cookies.get("sikkerkey-session"));
  const stolen = new PageClient(server.url);
  for (const [name, value] of first.cookies) stolen.cookies.set(name, value);
  expect(await statusOf(stolen)).toBe(200);
  const left = await first.postToAuth("signout");
  expect(left).toMatchObject({ status: 200, body: {} });
  expect(first.cookies.has("sikkerkey-session")).toBe(false);
  expect(await statusOf(stolen)).toBe(401);
  expect(await statusOf(second)).toBe(200);
});

test("a session that is planted before signing in is not the one that is opened (fixation)", async () => {
  const victim = new PageClient(server.url);
  const planted = "A".repeat(43);
  victim.cookies.set("sikkerkey-session", planted);
  await victim.signIn(OWNER.email, OWNER.password);
  expect(victim.cookies.get("sikkerkey-session")).not.toBe(planted);
});

test("a wrong password is one sentence for the person and one line in the log", async () => {
  const before = server.run.stderr().length;
  const refused = await new PageClient(server.url).signIn(OWNER.email, "not the password at all");
  expect(refused).toMatchObject({
    status: 401,
    body: { code: "sign_in_failed", message: "E-mail or password is not right." },
  });
  const logged = server.run.stderr().slice(before);
  expect(logged).not.toMatch(/\n\s+at |not the password|next-auth/);
  expect(logged).not.toContain(OWNER.email);
});

test("signing in needs the token of its own cookie and a request of our own pages", async () => {
  const credentials = { email: OWNER.email, password: OWNER.password };
  const post = async (fields: object, headers: object = {}) => {
    const client = new PageClient(server.url);
    const answer = await client.postToAuth("callback/credentials", { ...credentials, ...fields }, headers);
    expect(client.cookies.has("sikkerkey-session")).toBe(false);
    return answer.status;
  };
  expect(await post({ csrfToken: "0".repeat(64) })).toBe(403);
  expect(await post({}, { origin: "https://evil.example" })).toBe(403);
  expect(await post({}, { "sec-fetch-site": "same-site" })).toBe(403);
  expect(await post({}, { "x-sikkerkey-app": "" })).toBe(403);
  expect(await post({}, { "content-type": "text/plain" })).toBe(415);
  expect(await post({}, { cookie: "" })).toBe(403);
  expect(await post({ email: "not-an-address" })).toBe(400);
});

test.each([
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "https:evil.example",
  "javascript:alert(1)",
])("callbackUrl %s leads nowhere (AT-88)", async (target) => {
  const client = new PageClient(server.url);
  const query = `?callbackUrl=${encodeURIComponent(target)}`;
  const inQuery = await client.postToAuth(`callback/credentials${query}`, {
    email: OWNER.email,
    password: OWNER.password,
  });
  const inBody = await client.postToAuth("callback/credentials", {
    email: OWNER.email,
    password: OWNER.password,
    callbackUrl: target,
  });
  expect([inQuery.status, inBody.status]).toEqual([200, 400]);
  const pages = ["signin", "signout", "error", "verify-request", "csrf"];
  for (const page of pages) {
    const answer = await client.request(`/api/auth/${page}${query}`);
    expect(answer.headers.get("location")).toBeNull();
    expect(JSON.stringify([...answer.headers, answer.body])).not.toContain("evil.example");
  }
  expect(client.setCookies.join()).not.toContain("evil");
});

test("nothing else of next-auth can be reached", async () => {
  for (const path of ["providers", "session", "signin", "signin/credentials", "error", "_log", "callback/x"])
    for (const method of ["GET", "POST"])
      expect([path, method, (await owner.request(`/api/auth/${path}`, { method })).status]).toEqual([
        path,
        method,
        404,
      ]);
});

test("a page asks a stranger to sign in and leads back only to itself", async () => {
  const page = await new PageClient(server.url).request("/?a=1");
  expect(page.status).toBe(307);
  expect(page.headers.get("location")).toBe("/sign-in?next=%2F%3Fa%3D1");
  const signedIn = await owner.request("/sign-in?next=%2F%2Fevil.example");
  expect([signedIn.status, signedIn.headers.get("location")]).toEqual([307, "/"]);
});

test("behind https every cookie is Secure and bound to the host by its name", async () => {
  const site = await startServer({ env: { SIKKERKEY_BASE_URL: "https://secrets.example.com" } });
  try {
    const client = new PageClient(site.url, `http://127.0.0.1:${site.port}`);
    const setupSecret = site.setupLink?.split("#")[1];
    expect((await client.mutate("setup.createOwner", { setupSecret, ...OWNER })).status).toBe(200);
    expect((await client.signIn(OWNER.email, OWNER.password)).status).toBe(200);
    expect(await statusOf(client)).toBe(200);
    for (const name of ["session", "device", "csrf"])
      expect(client.cookies.has(`__Host-sikkerkey-${name}`)).toBe(true);
    for (const line of client.setCookies) {
      expect(line).toMatch(/^__Host-sikkerkey-\w+=[^;]+; Path=\/;/);
      for (const attribute of ["HttpOnly", "Secure", "SameSite=Lax"])
        expect(line).toContain(`; ${attribute}`);
    }
  } finally {
    await site.stop();
  }
});
