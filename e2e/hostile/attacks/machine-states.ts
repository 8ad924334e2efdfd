import { requestText, type Signer, signedLines } from "#e2e/raw-signed.ts";
import { forbidden, unauthenticated } from "./answers.ts";
import type { Answer, Attack, AttackId, Effect } from "./attack.ts";
import { recorded } from "./effects.ts";
import type { Ground } from "./ground.ts";

type Change = (ground: Ground, machine: Signer) => Promise<unknown>;

/** A machine that could read a moment ago, and its next request after this change. */
const after = (at: AttackId, name: string, change: Change, answer: Answer, effect: Effect): Attack => ({
  at,
  name,
  answer,
  effect,
  bytes: async (ground) => {
    const machine = await ground.enroll();
    const path = `/v1/secret/${ground.secret.id}`;
    const text = requestText(`GET ${path}`, signedLines(machine, { path }));
    await change(ground, machine);
    return text;
  },
});

const set =
  (column: string): Change =>
  ({ witness }, { id }) =>
    witness.run(`update machines set ${column} where id = $1`, [id]);

const deniedAs = (reason: string) => recorded("machine.request_denied", reason);

/** What was signed while the machine was good, and arrives when it no longer is (AT-26 to AT-28). */
export const machineStates: readonly Attack[] = [
  after(
    "AT-26",
    "a machine that was disabled",
    ({ owner }, { id }) => owner.mutate("machines.disable", { machineId: id }),
    unauthenticated,
    deniedAs("machine_disabled"),
  ),
  after(
    "AT-27",
    "a machine whose time ended this millisecond",
    set("expires_at = clock_timestamp()"),
    unauthenticated,
    deniedAs("machine_expired"),
  ),
  after(
    "AT-27",
    "a machine that was deleted",
    ({ owner }, { id }) => owner.mutate("machines.delete", { machineId: id }),
    unauthenticated,
    {},
  ),
  after(
    "AT-27",
    "a machine that waits for approval",
    set("approved_at = null"),
    forbidden,
    deniedAs("machine_pending"),
  ),
  after(
    "AT-27",
    "a machine that will be approved in an hour",
    set("approved_at = clock_timestamp() + interval '1 hour'"),
    forbidden,
    deniedAs("machine_pending"),
  ),
  after(
    "AT-28",
    "a granted secret of a project the machine was taken out of",
    ({ witness }, { id }) => witness.run("delete from machine_projects where machine_id = $1", [id]),
    forbidden,
    recorded("secret.read_denied", "project_not_linked"),
  ),
  after(
    "AT-28",
    "a secret whose grant was taken back",
    ({ witness }, { id }) => witness.run("delete from grants where machine_id = $1", [id]),
    forbidden,
    recorded("secret.read_denied", "grant_missing"),
  ),
];
