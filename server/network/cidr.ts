import ipaddr from "ipaddr.js";

/** An address without its zone, IPv4-mapped IPv6 folded to IPv4; null for anything that is not one. */
function parseAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  if (text.includes("%")) return null;
  // The loose IPv4 forms (octal, hex, fewer parts) mean different addresses to different programs.
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  if (!text.includes(":") || !ipaddr.IPv6.isValid(text)) return null;
  const address = ipaddr.IPv6.parse(text);
  return address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

/** One range in canonical form with its host bits cleared (`10.1.2.3/8` is `10.0.0.0/8`); a lone address gets its full length. Null when it is none. */
export function normaliseCidr(text: string): string | null {
  const [addressText = "", bitsText, ...rest] = text.trim().split("/");
  const address = parseAddress(addressText);
  if (address === null || rest.length > 0) return null;
  const width = address.kind() === "ipv4" ? 32 : 128;
  if (bitsText !== undefined && !/^(0|[1-9]\d{0,2})$/.test(bitsText)) return null;
  const bits = bitsText === undefined ? width : Number(bitsText);
  // A mapped range would be counted in the other family's bits.
  if (bits > width || (addressText.includes(":") && width === 32 && bitsText !== undefined)) return null;
  const cleared = address.toByteArray().map((byte, index) => {
    const kept = Math.min(8, Math.max(0, bits - index * 8));
    return byte & (0xff << (8 - kept)) & 0xff;
  });
  return `${ipaddr.fromByteArray(cleared).toString()}/${bits}`;
}

/** Whether the address lies in a normalised range; an address that does not parse lies in none. */
export function cidrContains(cidr: string, addressText: string): boolean {
  const address = parseAddress(addressText);
  if (address === null) return false;
  const [range, bits] = ipaddr.parseCIDR(cidr);
  return address.kind() === range.kind() && address.match(range, bits);
}
