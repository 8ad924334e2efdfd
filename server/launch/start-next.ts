import { createRequire } from "node:module";
import type { NextHandler } from "../gate/pass-to-next.ts";

type NextApp = {
  prepare(): Promise<void>;
  getRequestHandler(): NextHandler;
  close(): Promise<void>;
};
type MakeNext = (options: {
  dev: false;
  dir: string;
  customServer: true;
  hostname: string;
  port: number;
}) => NextApp;

/** Next over the finished build, without a server of its own. */
export async function startNext(appDir: string, port: number): Promise<NextApp> {
  // Its CommonJS entry decides by NODE_ENV at load time, so it is loaded here and not at the top.
  const makeNext: MakeNext = createRequire(import.meta.url)("next");
  const app = makeNext({ dev: false, dir: appDir, customServer: true, hostname: "localhost", port });
  await withoutAnnouncements(() => app.prepare());
  return app;
}

/** Standard output is for the address and the set-up link; Next tells there how long its configuration took. */
async function withoutAnnouncements(work: () => Promise<void>): Promise<void> {
  const { log } = console;
  console.log = () => {};
  try {
    await work();
  } finally {
    console.log = log;
  }
}
