import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { RecentMap } from "#server/access/recent-map.ts";

export type Peer = {
  readonly address: string;
  readonly source: "socket" | "forwarded" | "degraded";
  readonly isLoopback: boolean;
};

type Address = ipaddr.IPv4 | ipaddr.IPv6;
export type Network = readonly [Address, number];

/** `10.0.0.0/8`, `::1` and the like, as the configuration has checked them; throws on anything else. */
export function parseNetwork(text: string): Network {
  const [address = "", bits] = text.split("/", 2);
  if (isIP(address) === 0) throw new Error(`${text} is not an address or network`);
  return bits === undefined
    ? [ipaddr.parse(address), address.includes(":") ? 128 : 32]
    : ipaddr.parseCIDR(text);
}

/**
 * Who is at the other end. A header is believed only from a trusted proxy, and then from the right: each trusted hop vouches
 * for the one before it, the first untrusted one is the client. What lies further left is the client's own typing.
 */
export function establishPeer(
  socketAddress: string,
  rawHeaders: readonly string[],
  trusted: readonly Network[],
): Peer {
  const { socket, text, isLocal } = socketPeer(socketAddress);
  const isLoopback = isLocal && !hasProxyHeader(rawHeaders);
  if (!isTrusted(socket, trusted)) return { address: text, source: "socket", isLoopback };
  const hops = forwardedFor(rawHeaders);
  let client = socket;
  for (const hop of hops.reverse()) {
    const address = parseAddress(hop);
    if (address === null) return { address: client.toString(), source: "degraded", isLoopback };
    client = address;
    if (!isTrusted(address, trusted)) break;
  }
  return { address: client.toString(), source: hops.length === 0 ? "socket" : "forwarded", isLoopback };
}

type SocketPeer = { readonly socket: Address; readonly text: string; readonly isLocal: boolean };

/** A connection sends many requests; its address is parsed for the first of them. */
const socketPeers = new RecentMap<SocketPeer>(10_000);

function socketPeer(socketAddress: string): SocketPeer {
  const known = socketPeers.get(socketAddress);
  if (known !== undefined) return known;
  const socket = parseAddress(socketAddress.split("%", 1)[0] ?? "");
  if (socket === null) throw new Error("socket without an address");
  const peer = { socket, text: socket.toString(), isLocal: socket.range() === "loopback" };
  socketPeers.set(socketAddress, peer);
  return peer;
}

/** Strict text (no octal, no hex, no port, no zone), IPv4-mapped IPv6 folded. */
function parseAddress(text: string): Address | null {
  return isIP(text) === 0 || text.includes("%") ? null : ipaddr.process(text);
}

function isTrusted(address: Address, trusted: readonly Network[]): boolean {
  return trusted.some(([network, bits]) => address.kind() === network.kind() && address.match(network, bits));
}

function forwardedFor(rawHeaders: readonly string[]): string[] {
  const hops: string[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (rawHeaders[at]?.toLowerCase() !== "x-forwarded-for") continue;
    hops.push(...(rawHeaders[at + 1] ?? "").split(",").map((hop) => hop.trim()));
  }
  return hops;
}

function hasProxyHeader(rawHeaders: readonly string[]): boolean {
  return rawHeaders.some(
    (name, at) =>
      at % 2 === 0 &&
      /^(forwarded|via|x-forwarded-.*|x-real-ip|x-client-ip|true-client-ip|cf-connecting-ip)$/i.test(name),
  );
}
