import { listMachinesInput, machineInput, renameMachineInput } from "#lib/contract/machines.ts";
import { deleteMachine } from "../../machines/delete-machine.ts";
import { disableMachine } from "../../machines/disable-machine.ts";
import { enableMachine } from "../../machines/enable-machine.ts";
import { getMachine } from "../../machines/get-machine.ts";
import { listMachines } from "../../machines/list-machines.ts";
import { renameMachine } from "../../machines/rename-machine.ts";
import { router } from "../init.ts";
import { vaultProcedure } from "../procedures.ts";

export const machinesRouter = router({
  list: vaultProcedure("machine.read")
    .input(listMachinesInput)
    .query(({ ctx, input }) => listMachines(ctx, input)),
  get: vaultProcedure("machine.read")
    .input(machineInput)
    .query(({ ctx, input }) => getMachine(ctx, input)),
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
