import { router } from "../init.ts";

export const integrationsRouter = router({});
