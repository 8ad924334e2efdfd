import { describe, expect, test } from "vitest";
import { establishPeer, parseNetwork } from "./peer.ts";

const trusted = ["10.0.0.0/8", "fd00::/8"].map(parseNetwork);

/** The peer when the proxy 10.0.0.1 hands on these X-Forwarded-For lines. */
function through(...lines: string[]) {
  const headers = lines.flatMap((line) => ["X-Forwarded-For", line]);
  const { address, source } = establishPeer("10.0.0.1", headers, trusted);
  return `${address} ${source}`;
}

describe("without a trusted proxy", () => {
  test.each(["X-Forwarded-For", "Forwarded", "X-Real-IP", "True-Client-IP", "CF-Connecting-IP", "Via"])(
    "%s changes nothing but the trust in loopback",
    (name) => {
      const outside = establishPeer("192.0.2.1", [name, "198.51.100.7"], []);
      expect(outside).toEqual({ address: "192.0.2.1", source: "socket", isLoopback: false });
      expect(establishPeer("127.0.0.1", [name, "127.0.0.1"], []).isLoopback).toBe(false);
    },
  );

  test("a list of nothing trusts nobody, not even loopback", () => {
    expect(establishPeer("::1", ["x-forwarded-for", "198.51.100.7"], []).address).toBe("::1");
  });

  test.each([
    ["127.0.0.1", "127.0.0.1"],
    ["::ffff:127.0.0.1", "127.0.0.1"],
    ["::1", "::1"],
  ])("%s is this machine", (socket, address) => {
    expect(establishPeer(socket, [], [])).toEqual({ address, source: "socket", isLoopback: true });
  });

  test("a link-local zone is not part of the address", () => {
    expect(establishPeer("fe80::1%eth0", [], []).address).toBe("fe80::1");
  });
});

describe("behind a trusted proxy", () => {
  test.each([
    ["the client the proxy saw", ["198.51.100.7"], "198.51.100.7 forwarded"],
    ["never the leftmost, which the client typed", ["203.0.113.9, 198.51.100.7"], "198.51.100.7 forwarded"],
    ["past further trusted hops", ["evil, 198.51.100.7, 10.9.9.9"], "198.51.100.7 forwarded"],
    ["across several lines, in order", ["203.0.113.9", "198.51.100.7", "10.2.2.2"], "198.51.100.7 forwarded"],
    ["an IPv4-mapped address folded", ["::ffff:198.51.100.7"], "198.51.100.7 forwarded"],
    ["an IPv6 client", ["2001:DB8::7"], "2001:db8::7 forwarded"],
    ["the last hop when all are trusted", ["10.5.5.5, 10.9.9.9"], "10.5.5.5 forwarded"],
    ["the proxy itself when it sends no header", [], "10.0.0.1 socket"],
    ["500 entries", [Array(500).fill("198.51.100.7").join(",")], "198.51.100.7 forwarded"],
  ])("%s", (_, lines, expected) => expect(through(...lines)).toBe(expected));

  test.each([
    "unknown",
    '"[::1]:80"',
    "[::1]",
    "198.51.100.7:80",
    "010.1.2.3",
    "0x7f.1",
    "1",
    "fe80::1%1",
    "",
    "a.b",
  ])("%j cannot be read: the last good hop stands, and the log says so", (hop) => {
    expect(through(hop)).toBe("10.0.0.1 degraded");
    expect(through(`198.51.100.7, ${hop}, 10.9.9.9`)).toBe("10.9.9.9 degraded");
  });
});

test.each(["", "10.0.0.0/33", "10.0.0", "x/8", "::/129"])("%j is not a network", (text) => {
  expect(() => parseNetwork(text)).toThrow();
});
