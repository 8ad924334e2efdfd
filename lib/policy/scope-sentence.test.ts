import { describe, expect, test } from "vitest";
import { type ScopePolicy, scopeSentence, scopeText } from "./scope-sentence.ts";
import { exactDuration } from "./scope-words.ts";

const now = new Date("2026-11-20T18:40:14.000Z");
const policy: ScopePolicy = {
  id: "etok_0123456789",
  maxUses: 50,
  expiresAt: "2026-12-04T18:40:59.000Z",
  machineLifetimeSeconds: 3600,
  sourceCidr: null,
  hostnamePattern: null,
  namePattern: null,
  projects: [{ name: "Payments" }],
  secrets: [1, 2, 3],
};
const open = "Runners from any address may enroll up to 50 machines until Dec 4, 18:40 UTC; each lives 1 h";

describe("the sentence says every limit and nothing else", () => {
  test.each<[string, Partial<ScopePolicy>, string]>([
    ["nothing limited", {}, `${open} and can read 3 secrets of Payments.`],
    [
      "everything limited",
      { sourceCidr: "10.0.0.0/8", hostnamePattern: "ci-*", namePattern: "ci-{uuid8}" },
      "Runners from 10.0.0.0/8 whose hostname matches ci-* may enroll up to 50 machines until Dec 4, 18:40 UTC; each is named ci-{uuid8}, lives 1 h and can read 3 secrets of Payments.",
    ],
    [
      "host and machine names",
      { hostnamePattern: "ci-*", namePattern: "build-??" },
      "Runners from any address whose hostname matches ci-* and whose machine name matches build-?? may enroll up to 50 machines until Dec 4, 18:40 UTC; each lives 1 h and can read 3 secrets of Payments.",
    ],
    [
      "a machine name alone",
      { namePattern: "ci-*", hostnamePattern: "***" },
      "Runners from any address whose machine name matches ci-* may enroll up to 50 machines until Dec 4, 18:40 UTC; each lives 1 h and can read 3 secrets of Payments.",
    ],
    [
      "the largest and the longest",
      { maxUses: 10_000, expiresAt: "2027-11-20T00:00:00.000Z", machineLifetimeSeconds: 366 * 86_400 },
      "Runners from any address may enroll up to 10,000 machines until Nov 20, 2027, 00:00 UTC; each lives 366 days and can read 3 secrets of Payments.",
    ],
    [
      "the smallest",
      { maxUses: 1, machineLifetimeSeconds: 90, secrets: [1] },
      "Runners from any address may enroll up to 1 machine until Dec 4, 18:40 UTC; each lives 1 min 30 s and can read 1 secret of Payments.",
    ],
    [
      "three projects",
      { projects: [{ name: "A" }, { name: "B" }, { name: "C" }] },
      `${open} and can read 3 secrets of A, B and C.`,
    ],
    [
      "more projects than a sentence holds",
      { projects: [{ name: "A" }, { name: "B" }, { name: "C" }, { name: "D" }] },
      `${open} and can read 3 secrets of 4 projects.`,
    ],
    ["a draft", { id: "", secrets: [], projects: [] }, `${open} and can read … choose at least one secret.`],
    ["secrets all deleted since", { secrets: [] }, `${open} and can read nothing.`],
  ])("%s", (_, change, sentence) => {
    expect(scopeText(scopeSentence({ ...policy, ...change }, now))).toBe(sentence);
  });
});

describe("what a reviewer should stop at is marked", () => {
  const toneOf = (change: Partial<ScopePolicy>, value: string) =>
    scopeSentence({ ...policy, ...change }, now).find((part) => "value" in part && part.value === value);

  test.each([
    [{}, { value: "any address", tone: "open" }],
    [{ sourceCidr: "0.0.0.0/0" }, { value: "any IPv4 address", tone: "open" }],
    [{ sourceCidr: "::/0" }, { value: "any IPv6 address", tone: "open" }],
    [{ sourceCidr: "10.0.0.0/8" }, { value: "10.0.0.0/8" }],
    [{ secrets: [] }, { value: "nothing", tone: "missing" }],
  ])("%j", (change, part) => expect(toneOf(change, part.value)).toEqual(part));

  test("a hostile name stays one marked value and opens no markup", () => {
    const projects = [{ name: "<script>alert(1)</script>" }];
    expect(toneOf({ projects }, projects[0]?.name ?? "")).toEqual({ value: projects[0]?.name });
  });
});

test.each([
  [0, "0 s"],
  [59, "59 s"],
  [3600, "1 h"],
  [86_400, "1 day"],
  [93_784, "1 day 2 h 3 min 4 s"],
])("%i seconds are %s", (seconds, text) => expect(exactDuration(seconds)).toBe(text));
