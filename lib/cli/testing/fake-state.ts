import type { World } from "./world.ts";

/** What a route of the double answers. */
export type FakeAnswer = {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/** The double's state; a test changes it between commands. */
export type FakeState = {
  world: World;
  /** Raw public key in base64; set by an enrollment. */
  publicKey: string;
  /** How far the server's clock is ahead of the test's. */
  clockOffsetSeconds: number;
  /** Answers everything when set, for failures no route makes. */
  override: FakeAnswer | null;
  /** What a poll reports by secret id; a read takes `changed` away, as with the real server. */
  readonly changes: Map<string, "changed" | "deleted" | "access_denied">;
  /** Requests whose connection is cut after the server has acted on them. */
  cuts: number;
  /** The same for every request to this path. */
  cutPath: string | null;
  readonly seenNonces: Set<string>;
  readonly enrolledKeys: string[];
  /** Whether the claim's ten minutes for a second answer are over. */
  isClaimOver: boolean;
  /** `METHOD path` of everything that arrived. */
  readonly log: string[];
};
