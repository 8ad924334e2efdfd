import { answerError, secondsBehind } from "../../sdk/answer-error.ts";
import { decodeListedSecrets } from "../../sdk/decode-answer.ts";
import { printableText } from "../../sdk/printable-text.ts";
import { parseBody, sendSigned } from "../../sdk/signed-client.ts";
import type { Command } from "../command.ts";
import { openMachine } from "../open-machine.ts";

export const statusCommand: Command = {
  name: "status",
  summary: "Check that the server is reached and accepts this machine.",
  details: ["Sends one signed request that lists names; no value is read."],
  arguments: [],
  options: [],
  stdout: "server, machine, vault, how many secrets it can read, and how far its clock is off",
  stderr: "nothing, or why it failed",
  examples: ["sikkerkey status"],
  async run(_call, terminal) {
    const machine = await openMachine(terminal);
    const answer = await sendSigned(machine, { method: "GET", path: "/v1/secrets" });
    if (answer.status !== 200) throw answerError(machine.apiUrl, answer, Date.now());
    const secrets = decodeListedSecrets(machine.apiUrl, parseBody(machine.apiUrl, answer));
    const off = secondsBehind(answer.headers.date, Date.now());
    const { machineName, machineId, vaultId } = machine.identity;
    const lines = [
      `server: ${machine.apiUrl} answers`,
      `machine: ${printableText(machineName)} (${machineId}) is accepted`,
      `vault: ${vaultId}`,
      `secrets: ${secrets.length}`,
      `clock: ${Math.abs(off) <= 5 ? "in step" : `${Math.abs(off)} seconds ${off > 0 ? "behind" : "ahead"}`}`,
    ];
    terminal.out(`${lines.join("\n")}\n`);
    return 0;
  },
};
