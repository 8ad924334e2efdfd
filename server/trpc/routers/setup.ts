import { router } from "../init.ts";

export const setupRouter = router({});
