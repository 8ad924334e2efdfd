import type { Config } from "../config.ts";

/** A deployment as the defaults make it, for contexts in tests. */
export const testConfig: Config = {
  port: 3000,
  hosts: ["127.0.0.1"],
  hasChosenHost: false,
  baseUrl: "http://localhost:3000",
  dataDir: "/nonexistent",
  trustedProxies: [],
  isGateFastPath: true,
  requestsPerSecond: 1_000,
};
