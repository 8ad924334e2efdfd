import type { Command } from "./command.ts";
import { cacheCommand } from "./commands/cache.ts";
import { ciCommand } from "./commands/ci.ts";
import { completionCommand } from "./commands/completion.ts";
import { connectCommand } from "./commands/connect.ts";
import { deleteCommand } from "./commands/delete.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { enrollCommand } from "./commands/enroll.ts";
import { exportCommand } from "./commands/export.ts";
import { getCommand } from "./commands/get.ts";
import { listCommand } from "./commands/list.ts";
import { renameCommand } from "./commands/rename.ts";
import { runCommand } from "./commands/run.ts";
import { statusCommand } from "./commands/status.ts";
import { unlockCommand } from "./commands/unlock.ts";
import { versionCommand } from "./commands/version.ts";
import { whoamiCommand } from "./commands/whoami.ts";

/** Every command, in the order people meet them. */
export const COMMANDS: readonly Command[] = [
  enrollCommand,
  connectCommand,
  getCommand,
  listCommand,
  exportCommand,
  runCommand,
  cacheCommand,
  unlockCommand,
  ciCommand,
  statusCommand,
  doctorCommand,
  whoamiCommand,
  renameCommand,
  deleteCommand,
  completionCommand,
  versionCommand,
];
