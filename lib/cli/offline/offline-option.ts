import type { OptionSpec } from "../command.ts";

export const offlineOption: OptionSpec = {
  name: "offline",
  about: "send nothing: read the offline cache only, and say how old it is",
};

export const CACHE_DETAIL =
  "With `sikkerkey cache enable`, what is read is kept encrypted on this computer and answers while the server cannot be reached (no connection, 502–504, 520–527, 530). A refusal is never answered from it and removes what was kept.";
