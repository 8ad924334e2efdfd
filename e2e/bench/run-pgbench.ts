import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { runProcess } from "#e2e/process-run.ts";
import type { BenchServer } from "./bench-server.ts";
import type { Figures } from "./figures.ts";
import { cpuMicrosOf } from "./process-facts.ts";

const DEBIAN = "/usr/lib/postgresql";

/** pgbench of this machine, or null; Debian brings it with `postgresql-15` and keeps it out of the PATH. */
function findPgbench(): string | null {
  const debian = existsSync(DEBIAN) ? readdirSync(DEBIAN).map((version) => join(DEBIAN, version, "bin")) : [];
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), ...debian];
  return folders.map((folder) => join(folder, "pgbench")).find((path) => existsSync(path)) ?? null;
}

type Run = { readonly script: string; readonly clients: number; readonly seconds: number };

/** The script under pgbench for a while, as the app's role over TCP, prepared. Null without pgbench. */
export async function runPgbench(
  { appUrl, postgresPid }: Pick<BenchServer, "appUrl" | "postgresPid">,
  { script, clients, seconds }: Run,
): Promise<Figures | null> {
  const pgbench = findPgbench();
  if (pgbench === null) return null;
  const folder = mkdtempSync(join(tmpdir(), "sikkerkey-pgbench-"));
  try {
    const file = join(folder, "read.sql");
    writeFileSync(file, script);
    const { hostname, port, username, password, pathname } = new URL(appUrl);
    const where = ["-h", hostname, "-p", port, "-U", username, pathname.slice(1)];
    const load = [
      "-n",
      "-M",
      "prepared",
      "-c",
      String(clients),
      "-j",
      "2",
      "-T",
      String(seconds),
      "-f",
      file,
    ];
    const before = cpuMicrosOf(postgresPid);
    const run = runProcess(pgbench, [...load, ...where], { env: { PGPASSWORD: password } });
    if ((await run.ended) !== 0) throw new Error(`pgbench failed: ${run.stderr().slice(-1000)}`);
    const after = cpuMicrosOf(postgresPid);
    const number = (pattern: RegExp) => Number(run.stdout().match(pattern)?.[1]);
    const done = number(/actually processed: (\d+)/);
    return {
      perSecond: number(/tps = ([\d.]+)/),
      p50Ms: null,
      p99Ms: null,
      appMicros: null,
      postgresMicros: before === null || after === null ? null : (after - before) / done,
      clientMicros: null,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
