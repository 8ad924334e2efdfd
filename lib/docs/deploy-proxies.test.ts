import { expect, test } from "vitest";
import { caddyfile, caddyReplicas, nginxServer } from "./pages/deploy-proxies.ts";

// `e2e/replicas` runs nginx with its page's block where there is one; no Caddy runs where these tests do. What breaks the server behind one is held here: the host's name, the client's
// address, the size of a body and the length of a wait.
const host = "secrets.example.com";

test("nginx hands on what the server asks for, in its own grammar", () => {
  const text = nginxServer(host);
  for (const line of text.split("\n").map((line) => line.trim()))
    expect(line).toMatch(/^$|^\}$|^(server|location \/) \{$|^[a-z_]+ .*[^;\s];$/);
  expect([...text.matchAll(/[{}]/g)].map(([brace]) => brace).join("")).toBe("{{}}");
  expect(text).toContain("proxy_set_header Host $http_host;");
  expect(text).toContain("proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;");
  expect(text).toContain(`server_name ${host};`);
  expect(Number(text.match(/client_max_body_size (\d+)m;/)?.[1])).toBeGreaterThan(2);
  expect(Number(text.match(/proxy_read_timeout (\d+)s;/)?.[1])).toBeGreaterThan(60);
  expect(Number(text.match(/proxy_connect_timeout (\d+)s;/)?.[1])).toBeLessThan(10);
});

test.each([caddyfile, caddyReplicas])("Caddy keeps host and address by itself", (write) => {
  const text = write(host);
  expect(text).toMatch(/^secrets\.example\.com \{\n\treverse_proxy [\d.]+:3000[^{}]*(\{[^{}]*\})?\s*\}\n$/);
  expect(text).not.toMatch(/header_up|trusted_proxies/);
});
