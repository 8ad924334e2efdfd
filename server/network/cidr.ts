import { isIPv4, isIPv6 } from "node:net";
import ipaddr from "ipaddr.js";

export type NormalisedCidr =
  | { readonly isGood: true; readonly cidr: string }
  | { readonly isGood: false; readonly problem: string };

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = { readonly address: Address; readonly bits: number };

/**
 * The canonical form of one IPv4 or IPv6 range: host bits cleared, IPv4-mapped IPv6 folded to IPv4, a bare address taken
 * as a range of one. Only what every reader understands the same way is taken: no octal, hex, short or zoned forms.
 */
export function normaliseCidr(text: string): NormalisedCidr {
  if (text.includes("%"))
    return problem("Leave out the zone after %: it means something else on every host.");
  const [address = "", prefix, ...rest] = text.split("/");
  const whole = parseAddress(address);
  if (whole === null || rest.length > 0)
    return problem("Write one range such as 10.0.0.0/8 or 2001:db8::/32.");
  const mapped = isIPv6(address) && whole.kind() === "ipv4";
  const written = prefix === undefined ? widthOf(whole) + (mapped ? 96 : 0) : parsePrefix(prefix);
  const bits = written === null ? null : written - (mapped ? 96 : 0);
  if (bits === null || bits < 0 || bits > widthOf(whole)) {
    const [least, most] = mapped ? [96, 128] : [0, widthOf(whole)];
    return problem(`The number after / must be ${least} to ${most} for this address.`);
  }
  return { isGood: true, cidr: `${clearHostBits({ address: whole, bits })}/${bits}` };
}

/** Whether an address lies in a range; false for anything that is not an address or a range, and across families. */
export function cidrContains(cidr: string, ip: string): boolean {
  const range = normaliseCidr(cidr);
  const address = parseAddress(ip);
  if (!range.isGood || address === null) return false;
  const [network, bits] = ipaddr.parseCIDR(range.cidr);
  return address.kind() === network.kind() && address.match(network, bits);
}

function parseAddress(text: string): Address | null {
  // node's own check first: ipaddr.js would also read 010.0.0.1 as octal and 10.1 as 10.0.0.1.
  const isAddress = isIPv4(text) || (isIPv6(text) && !text.includes("%"));
  return isAddress ? ipaddr.process(text) : null;
}

function parsePrefix(text: string): number | null {
  return /^(?:0|[1-9][0-9]{0,2})$/.test(text) ? Number(text) : null;
}

const widthOf = (address: Address) => (address.kind() === "ipv4" ? 32 : 128);

function clearHostBits({ address, bits }: Network): string {
  const bytes = address.toByteArray().map((byte, at) => {
    const kept = Math.min(8, Math.max(0, bits - at * 8));
    return byte & (0xff << (8 - kept));
  });
  return ipaddr.fromByteArray(bytes).toString();
}

const problem = (text: string): NormalisedCidr => ({ isGood: false, problem: text });
