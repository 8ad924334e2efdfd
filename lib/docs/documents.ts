import { INTEGRATIONS } from "../integrations/all.ts";
import type { Document } from "./document.ts";
import { ciCheck } from "./pages/ci-check.ts";
import { cliReference } from "./pages/cli.ts";
import { containers } from "./pages/containers.ts";
import { deploy } from "./pages/deploy.ts";
import { languages } from "./pages/languages.ts";
import { machines } from "./pages/machines.ts";
import { providerDocument } from "./pages/provider.ts";
import { quickStart } from "./pages/quick-start.ts";
import { sdkReference } from "./pages/sdk.ts";
import { security } from "./pages/security.ts";
import { serverless } from "./pages/serverless.ts";
import { troubleshooting } from "./pages/troubleshooting.ts";
import { wireFormat } from "./pages/wire-format.ts";

const providers = INTEGRATIONS.map((integration) => [integration.id, providerDocument(integration)] as const);

/** Every page that is data, by its address below `/docs/`. */
export const DOCUMENTS: ReadonlyMap<string, Document> = new Map([
  ["quick-start", quickStart],
  ...providers,
  ["ci-check", ciCheck],
  ["containers", containers],
  ["machines", machines],
  ["serverless", serverless],
  ["sdk", sdkReference],
  ["languages", languages],
  ["cli", cliReference],
  ["wire-format", wireFormat],
  ["troubleshooting", troubleshooting],
  ["deploy", deploy],
  ["security", security],
]);
