import { afterAll } from "vitest";
import { endLeftovers } from "./process-run.ts";

afterAll(endLeftovers);
