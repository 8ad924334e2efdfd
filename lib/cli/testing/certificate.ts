import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { join } from "node:path";

/** A certificate that signs itself, with so many days left. Gives the paths of both files. */
export function makeCertificate(folder: string, name: string, days: number) {
  const where = mkdtempSync(join(folder, "tls-"));
  const key = join(where, "key.pem");
  const request = join(where, "request.pem");
  const certificate = join(where, "certificate.pem");
  const openssl = (line: string) => execFileSync("openssl", line.split(" "), { stdio: "ignore" });
  openssl(
    `req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ${key} -out ${request} -subj /CN=${name}`,
  );
  openssl(`x509 -req -in ${request} -signkey ${key} -days ${days} -out ${certificate}`);
  return { key, certificate };
}
