import { createCallerFactory, router } from "./init.ts";
import { accountRouter } from "./routers/account.ts";
import { auditRouter } from "./routers/audit.ts";
import { bootstrapTokensRouter } from "./routers/bootstrap-tokens.ts";
import { bundlesRouter } from "./routers/bundles.ts";
import { claimsRouter } from "./routers/claims.ts";
import { docsRouter } from "./routers/docs.ts";
import { integrationsRouter } from "./routers/integrations.ts";
import { machinesRouter } from "./routers/machines.ts";
import { overviewRouter } from "./routers/overview.ts";
import { projectsRouter } from "./routers/projects.ts";
import { secretsRouter } from "./routers/secrets.ts";
import { setupRouter } from "./routers/setup.ts";
import { tokensRouter } from "./routers/tokens.ts";
import { vaultRouter } from "./routers/vault.ts";

export const appRouter = router({
  setup: setupRouter,
  account: accountRouter,
  projects: projectsRouter,
  secrets: secretsRouter,
  tokens: tokensRouter,
  bootstrapTokens: bootstrapTokensRouter,
  bundles: bundlesRouter,
  claims: claimsRouter,
  machines: machinesRouter,
  vault: vaultRouter,
  audit: auditRouter,
  overview: overviewRouter,
  integrations: integrationsRouter,
  docs: docsRouter,
});

export type AppRouter = typeof appRouter;

export const createCaller = createCallerFactory(appRouter);
