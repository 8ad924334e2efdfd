import { expect, test } from "vitest";
import { composeProblems } from "./compose-problems.ts";

test.each([
  ["an image", "services:\n  app:\n    image: x\n"],
  [
    "a health check",
    "services:\n  app:\n    image: x\n    healthcheck: { test: [CMD, 'true'], interval: 1m30s }\n",
  ],
])("%s is a Compose file", (_, text) => expect(composeProblems(text)).toEqual([]));

test.each([
  ["an unknown word", "services:\n  app:\n    image: x\n    volume: [./a:/b]\n", "volume"],
  ["a number for a mount", "services:\n  app:\n    image: x\n    volumes: [1]\n", "/services/app/volumes/0"],
  ["a service without a name", "services: [app]\n", "/services"],
  ["an unknown part", "service: {}\n", "service"],
])("%s is none", (_, text, named) => expect(composeProblems(text).join("\n")).toContain(named));
