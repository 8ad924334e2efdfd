import type { Document } from "./document.ts";
import { quickStart } from "./pages/quick-start.ts";

/** Every page that is data, by its address below `/docs/`. */
export const DOCUMENTS: ReadonlyMap<string, Document> = new Map([["quick-start", quickStart]]);
