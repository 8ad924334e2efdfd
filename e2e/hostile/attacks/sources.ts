import { requestText, signedLines } from "#e2e/raw-signed.ts";
import { okValue, refusal } from "./answers.ts";
import type { Attack } from "./attack.ts";
import { recorded, refusedEnrollment } from "./effects.ts";
import { anEnrollment, enrollment } from "./enrollment.ts";
import { PROXY } from "./ground.ts";

const OFFICE = { sourceCidr: "10.20.0.0/16" };
const outside = (from: string, sourceIp = from) => ({
  policy: OFFICE,
  from,
  answer: refusal("source_not_allowed"),
  effect: {
    audit_events: [{ ...refusedEnrollment("source_not_allowed")["audit_events"]?.[0], source_ip: sourceIp }],
  },
});

const SPOOFS: readonly (readonly string[])[] = [
  ["X-Forwarded-For: 10.20.0.7"],
  ["Forwarded: for=10.20.0.7"],
  ["X-Real-IP: 10.20.0.7"],
  ["True-Client-IP: 10.20.0.7"],
  ["CF-Connecting-IP: 10.20.0.7", "X-Client-IP: 10.20.0.7", "X-Cluster-Client-IP: 10.20.0.7"],
  ["X-Gate-Facts: e30.e30", "X-Gate-Peer: 10.20.0.7"],
  ["X-Forwarded-For: 10.20.0.7", "X-Forwarded-For: 10.20.0.7", "X-Forwarded-For: 10.20.0.7"],
];

/** What the proxy says, and whom the log names then. */
const FORWARDED: readonly (readonly [string, string])[] = [
  ["evil, 10.0.0.1", "10.0.0.1"],
  ["203.0.113.9, 198.51.100.7", "198.51.100.7"],
  ["198.51.100.7, 10.0.0.1", "198.51.100.7"],
  ["203.0.113.9, 198.51.100.7, 10.0.0.1, 10.0.0.2", "198.51.100.7"],
  ["unknown", PROXY],
  ['"[::1]:80"', PROXY],
  ["198.51.100.7:1234", PROXY],
  ["010.1.2.3", PROXY],
  ["0x0a.1.2.3", PROXY],
  ["167772161", PROXY],
  ["fe80::1%eth0", PROXY],
  ["::ffff:198.51.100.7", "198.51.100.7"],
  ["::ffff:c633:6407", "198.51.100.7"],
  ["2001:db8::7", "2001:db8::7"],
  [Array(500).fill("198.51.100.7").join(","), "198.51.100.7"],
  ["", PROXY],
  ["198.51.100.7,", PROXY],
];

/** Who somebody is by their address, and what they say about it (AT-38, AT-39). */
export const sources: readonly Attack[] = [
  ...SPOOFS.map((headers) =>
    enrollment("AT-38", `${headers.join(" and ")} brings nobody inside`, {
      headers,
      ...outside("127.0.0.5"),
    }),
  ),
  enrollment("AT-38", "nor does what is left of what the proxy saw", {
    headers: ["X-Forwarded-For: 10.20.0.7, 198.51.100.9"],
    ...outside(PROXY, "198.51.100.9"),
  }),
  enrollment("AT-38", "nor an address that cannot be read to its end", {
    headers: ["X-Forwarded-For: unknown, 10.20.0.7"],
    ...outside(PROXY, "10.20.0.7"),
  }),
  enrollment("AT-38", "the proxy's own word brings a machine inside", {
    headers: ["X-Forwarded-For: 10.20.0.7, 198.51.100.9, 10.20.0.7"],
    policy: { sourceCidr: "198.51.100.0/24" },
    from: PROXY,
    effect: anEnrollment({ source_ip: "198.51.100.9" }),
  }),
  ...FORWARDED.map(
    ([forwarded, sourceIp]): Attack => ({
      at: "AT-39",
      name: `X-Forwarded-For: ${forwarded.slice(0, 60)}`,
      from: PROXY,
      bytes: ({ machine, secret }) => {
        const path = `/v1/secret/${secret.id}`;
        return requestText(`GET ${path}`, [
          ...signedLines(machine, { path }),
          `X-Forwarded-For: ${forwarded}`,
        ]);
      },
      answer: ({ secret }) => okValue(secret),
      effect: recorded("secret.read", null, { source_ip: sourceIp }),
    }),
  ),
];
