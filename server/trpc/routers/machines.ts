import {
  extendMachineInput,
  listMachinesInput,
  machineInput,
  machineProjectInput,
  renameMachineInput,
  setGrantsInput,
  setGuardrailsInput,
} from "#lib/contract/machines.ts";
import { approveMachine } from "../../machines/approve-machine.ts";
import { attachProject } from "../../machines/attach-project.ts";
import { deleteMachine } from "../../machines/delete-machine.ts";
import { denyMachine } from "../../machines/deny-machine.ts";
import { detachProject } from "../../machines/detach-project.ts";
import { disableMachine } from "../../machines/disable-machine.ts";
import { enableMachine } from "../../machines/enable-machine.ts";
import { extendMachine } from "../../machines/extend-machine.ts";
import { getGrantOptions } from "../../machines/get-grant-options.ts";
import { getMachine } from "../../machines/get-machine.ts";
import { getMachineImpact } from "../../machines/get-machine-impact.ts";
import { listMachines } from "../../machines/list-machines.ts";
import { renameMachine } from "../../machines/rename-machine.ts";
import { revokeAccess } from "../../machines/revoke-access.ts";
import { setGrants } from "../../machines/set-grants.ts";
import { setGuardrails } from "../../machines/set-guardrails.ts";
import { undoExtension } from "../../machines/undo-extension.ts";
import { router } from "../init.ts";
import { vaultProcedure } from "../procedures.ts";

export const machinesRouter = router({
  list: vaultProcedure("machine.read")
    .input(listMachinesInput)
    .query(({ ctx, input }) => listMachines(ctx, input)),
  get: vaultProcedure("machine.read")
    .input(machineInput)
    .query(({ ctx, input }) => getMachine(ctx, input)),
  grantOptions: vaultProcedure("machine.grant")
    .input(machineInput)
    .query(({ ctx, input }) => getGrantOptions(ctx, input)),
  impact: vaultProcedure("machine.read")
    .input(machineInput)
    .query(({ ctx, input }) => getMachineImpact(ctx, input)),
  approve: vaultProcedure("machine.approve")
    .input(machineInput)
    .mutation(({ ctx, input }) => approveMachine(ctx, input)),
  deny: vaultProcedure("machine.approve")
    .input(machineInput)
    .mutation(({ ctx, input }) => denyMachine(ctx, input)),
  attachProject: vaultProcedure("machine.grant")
    .input(machineProjectInput)
    .mutation(({ ctx, input }) => attachProject(ctx, input)),
  detachProject: vaultProcedure("machine.grant")
    .input(machineProjectInput)
    .mutation(({ ctx, input }) => detachProject(ctx, input)),
  setGrants: vaultProcedure("machine.grant")
    .input(setGrantsInput)
    .mutation(({ ctx, input }) => setGrants(ctx, input)),
  revokeAccess: vaultProcedure("machine.grant")
    .input(machineInput)
    .mutation(({ ctx, input }) => revokeAccess(ctx, input)),
  setGuardrails: vaultProcedure("machine.write")
    .input(setGuardrailsInput)
    .mutation(({ ctx, input }) => setGuardrails(ctx, input)),
  extend: vaultProcedure("machine.extend")
    .input(extendMachineInput)
    .mutation(({ ctx, input }) => extendMachine(ctx, input)),
  undoExtension: vaultProcedure("machine.extend")
    .input(machineInput)
    .mutation(({ ctx, input }) => undoExtension(ctx, input)),
  rename: vaultProcedure("machine.write")
    .input(renameMachineInput)
    .mutation(({ ctx, input }) => renameMachine(ctx, input)),
  disable: vaultProcedure("machine.write")
    .input(machineInput)
    .mutation(({ ctx, input }) => disableMachine(ctx, input)),
  enable: vaultProcedure("machine.write")
    .input(machineInput)
    .mutation(({ ctx, input }) => enableMachine(ctx, input)),
  delete: vaultProcedure("machine.delete")
    .input(machineInput)
    .mutation(({ ctx, input }) => deleteMachine(ctx, input)),
});
