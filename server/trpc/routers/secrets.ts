import { router } from "../init.ts";

export const secretsRouter = router({});
