// Starts what is built, without the checks of `npm start` that would install or build first.
import { exitOnFailure } from "../server/launch/exit-on-failure.mjs";

process.env.NODE_ENV = "production";
const appDir = new URL("..", import.meta.url).pathname;
const { runServer } = await import("../.build/main.mjs");
await exitOnFailure(async () => {
  await runServer({ appDir: decodeURIComponent(appDir), env: process.env });
  process.exit(0);
});
