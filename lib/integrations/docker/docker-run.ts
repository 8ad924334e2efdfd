import { MOUNT } from "../../protocol/bundle-files.ts";
import { displayName, fileName, shellWord } from "../quoting.ts";
import { type ContainerFacts, containerEnvironment, isThisComputer, KEY_HOME } from "./container-facts.ts";

/** The commands on the host: the folder, then the container. */
export function dockerRun(facts: ContainerFacts): string {
  const folder = fileName(facts.folder);
  const options = Object.entries(containerEnvironment(facts)).map(
    ([name, value]) => `-e ${name}=${shellWord(value)}`,
  );
  options.push(`-v "$PWD/${folder}:${MOUNT}:ro"`);
  if (facts.way === "claim") options.push(`-v ${folder}-key:${KEY_HOME}`);
  if (isThisComputer(facts)) options.unshift("--network host");
  // Node cannot reap a stranger's child, so a command that starts processes wants an init in front.
  options.unshift("--init");
  const lines = [
    ...beforehand(facts, folder),
    "",
    ...(isThisComputer(facts) ? LOCAL : []),
    ["docker run", ...options, "myapp:latest"].join(" \\\n  "),
  ];
  return `${lines.join("\n")}\n`;
}

const LOCAL = [
  "# http://localhost is the container itself unless it shares the host's network.",
  "# On another computer this server needs an https address.",
];

function beforehand(facts: ContainerFacts, folder: string): string[] {
  const name = displayName(facts.machineName);
  if (facts.way === "claim")
    return [
      `# Once, on the host: claim.json for ${name} in a folder of its own. It works one time.`,
      `mkdir -p ${folder} && mv claim.json ${folder}/`,
      "",
      "# The key is made in the volume at the first start and stays there. With --tmpfs in place of the volume it ends with",
      "# the container, and so does the machine's access: the next start needs a new claim.",
    ];
  return [
    `# Once, on the host. The folder holds the private key of ${name}: keep it out of images and repositories.`,
    `unzip ${folder}.sikkerkey -d ${folder} && rm ${folder}.sikkerkey`,
    "",
    '# Whoever the container runs as must be able to read private.pem, as --user "$(id -u)" is if you unzipped it.',
  ];
}
