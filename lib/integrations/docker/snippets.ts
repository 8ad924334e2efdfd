import { composeFile } from "./compose-file.ts";
import type { ContainerFacts, Snippet } from "./container-facts.ts";
import { dockerRun } from "./docker-run.ts";
import { dockerfile, npmrcLine } from "./dockerfile.ts";
import { nodeProgram, pythonProgram } from "./sdk-reads.ts";

/** What one needs to run a container as this machine, filled in with its names. The dialog and the documentation show these. */
export function dockerSnippets(facts: ContainerFacts): Snippet[] {
  return [
    { id: "docker-run", title: "docker run", language: "sh", content: dockerRun(facts) },
    { id: "compose", title: "Compose", language: "yaml", content: composeFile(facts) },
    { id: "dockerfile", title: "Dockerfile", language: "dockerfile", content: dockerfile(facts) },
    { id: "npmrc", title: ".npmrc", language: "ini", content: npmrcLine(facts) },
    { id: "node", title: "Node", language: "js", content: nodeProgram(facts) },
    { id: "python", title: "Python", language: "python", content: pythonProgram(facts) },
  ];
}
