import type { Document } from "./document.ts";
import { cliReference } from "./pages/cli.ts";
import { containers } from "./pages/containers.ts";
import { languages } from "./pages/languages.ts";
import { machines } from "./pages/machines.ts";
import { quickStart } from "./pages/quick-start.ts";
import { sdkReference } from "./pages/sdk.ts";
import { security } from "./pages/security.ts";
import { serverless } from "./pages/serverless.ts";
import { troubleshooting } from "./pages/troubleshooting.ts";
import { wireFormat } from "./pages/wire-format.ts";

/** Every page that is data, by its address below `/docs/`. */
export const DOCUMENTS: ReadonlyMap<string, Document> = new Map([
  ["quick-start", quickStart],
  ["containers", containers],
  ["machines", machines],
  ["serverless", serverless],
  ["sdk", sdkReference],
  ["languages", languages],
  ["cli", cliReference],
  ["wire-format", wireFormat],
  ["troubleshooting", troubleshooting],
  ["security", security],
]);
