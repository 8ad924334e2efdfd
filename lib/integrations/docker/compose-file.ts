import { MOUNT } from "../../protocol/bundle-files.ts";
import { fileName } from "../quoting.ts";
import { type YamlData, yamlText } from "../yaml-quoting.ts";
import { type ContainerFacts, containerEnvironment, isThisComputer, KEY_HOME } from "./container-facts.ts";

/** `compose.yaml` of one service that mounts the folder read-only. */
export function composeFile(facts: ContainerFacts): string {
  const folder = fileName(facts.folder);
  const mounted = `./${folder}:${MOUNT}:ro`;
  const kept = `sikkerkey-key:${KEY_HOME}`;
  const isClaim = facts.way === "claim";
  const app: YamlData = {
    image: "myapp:latest",
    init: true,
    environment: containerEnvironment(facts),
    volumes: isClaim ? [mounted, kept] : [mounted],
    ...(isThisComputer(facts) && { network_mode: "host" }),
  };
  const file: YamlData = { services: { app }, ...(isClaim && { volumes: { "sikkerkey-key": {} } }) };
  return yamlText(
    file,
    new Map([
      [
        kept,
        " The key that the container makes at its first start. Without the volume each start needs a new claim.",
      ],
      [
        "host",
        " http://localhost is the container itself unless it shares the host's network.\n" +
          " On another computer this server needs an https address.",
      ],
    ]),
  );
}
