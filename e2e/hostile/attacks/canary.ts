import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What an attack that works would touch: a port that nobody may call and a file that nobody may make. */
export type Canary = {
  readonly port: number;
  readonly file: string;
  readonly isUntouched: () => boolean;
  readonly remove: () => Promise<void>;
};

export async function makeCanary(): Promise<Canary> {
  let calls = 0;
  const listener = createServer((socket) => {
    calls += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const address = listener.address();
  const folder = mkdtempSync(join(tmpdir(), "sikkerkey-canary-"));
  const file = join(folder, "touched");
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    file,
    isUntouched: () => calls === 0 && !existsSync(file),
    async remove() {
      await new Promise((resolve) => listener.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
