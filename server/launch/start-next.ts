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
  await app.prepare();
  return app;
}
