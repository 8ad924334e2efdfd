import { router } from "../init.ts";

export const machinesRouter = router({});
