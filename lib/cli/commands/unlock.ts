import { idPattern } from "../../ids.ts";
import { ClientError } from "../../sdk/client-error.ts";
import { printableText } from "../../sdk/printable-text.ts";
import { listReadable, verifyAccess } from "../../sdk/read-secrets.ts";
import { type Command, requiredArgument } from "../command.ts";
import { findProject } from "../find-project.ts";
import { openMachine } from "../open-machine.ts";

export const unlockCommand: Command = {
  name: "unlock",
  summary: "Check that this machine may use a project.",
  details: [
    "Nothing has to be unlocked before a read; a pipeline runs this so that a project that has gone fails early.",
  ],
  arguments: [{ name: "project", about: "the project's id or exact name", isRequired: true }],
  options: [],
  stdout: "nothing",
  stderr: "the project's name and how many secrets this machine can read in it, or why it failed",
  examples: ["sikkerkey unlock proj_4c1x7m9z2q"],
  async run(call, terminal) {
    const machine = await openMachine(terminal);
    const asked = requiredArgument(call, "project");
    const isId = idPattern("proj").test(asked);
    const projectId = isId ? asked : (await findProject(machine, asked)).projectId;
    const access = await verifyAccess(machine, projectId);
    const shown = printableText(access.projectName ?? asked, 128);
    if (!access.valid) {
      const reason = access.error === null ? "" : `: ${printableText(access.error).replace(/[.\s]+$/, "")}`;
      throw new ClientError("denied", `This machine may not use the project ${shown}${reason}.`, {
        remedy:
          "It may be deleted, or no secret in it is granted. Compare the token's projects with the dashboard.",
      });
    }
    const { length } = await listReadable(machine, projectId);
    terminal.note(
      `Project ${shown}: this machine can read ${length} ${length === 1 ? "secret" : "secrets"}.`,
    );
    return 0;
  },
};
