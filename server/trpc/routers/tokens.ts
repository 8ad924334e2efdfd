import { router } from "../init.ts";

export const tokensRouter = router({});
