import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeAuthority } from "#lib/cli/testing/certificate.ts";
import { runProcess } from "../process-run.ts";

type Nginx = {
  readonly program: string;
  readonly host: string;
  readonly port: number;
  /** What goes into nginx's `http` block, as the page has it. */
  readonly blocks: string;
};

const hasIpv6 = existsSync("/proc/net/if_inet6") && /\blo$/m.test(readFileSync("/proc/net/if_inet6", "utf8"));

/** Only what must differ on this machine: loopback and a free port to listen on, and a certificate of the test's own. */
function fitHere(
  { blocks, port }: Nginx,
  { certificate, key }: { certificate: string; key: string },
): string {
  return blocks
    .replace("listen 443 ", `listen 127.0.0.1:${port} `)
    .replace("listen [::]:443 ssl;", hasIpv6 ? `listen [::1]:${port} ssl;` : "")
    .replace(/(?<=ssl_certificate )[^;]+/, certificate)
    .replace(/(?<=ssl_certificate_key )[^;]+/, key);
}

/** An nginx of this test's own, with nothing of the system's: ready once its worker has started. */
export async function startNginx(nginx: Nginx) {
  const folder = mkdtempSync(join(tmpdir(), "sikkerkey-nginx-"));
  // Its workers are nobody, and keep long answers below.
  chmodSync(folder, 0o711);
  const files = makeAuthority(folder, nginx.host);
  const log = join(folder, "access.log");
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const lines = [
    ...["daemon off;", "worker_processes 1;", "error_log stderr notice;", `pid ${join(folder, "pid")};`],
    ...[
      "events {}",
      "http {",
      "log_format replica '$http_user_agent $upstream_addr';",
      `access_log ${log} replica;`,
    ],
    ...temporary.map((kind) => `${kind}_temp_path ${join(folder, kind)};`),
    ...[fitHere(nginx, files), "}", ""],
  ];
  const config = join(folder, "nginx.conf");
  writeFileSync(config, lines.join("\n"));
  const run = runProcess(nginx.program, ["-e", "stderr", "-p", folder, "-c", config]);
  await new Promise<void>((resolve, reject) => {
    run.child.stderr?.on("data", () => /start worker process \d/.test(run.stderr()) && resolve());
    run.ended.then((code) => reject(new Error(`nginx ended (${code}): ${run.stderr()}`)), reject);
  });
  return {
    authority: readFileSync(files.authority),
    /**
     * Which servers this client's requests went to; both, where the first was tried in vain. A line is written after its answer,
     * so the last may come a moment later.
     */
    answered: (userAgent: string) =>
      readFileSync(log, "utf8")
        .split("\n")
        .filter((line) => line.startsWith(`${userAgent} `))
        .map((line) => line.slice(userAgent.length + 1)),
    async stop() {
      run.child.kill("SIGTERM");
      await run.ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
