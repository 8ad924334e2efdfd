import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A certificate authority of one's own and a certificate it issued for this name. Gives the paths. */
export function makeAuthority(folder: string, name: string) {
  const where = mkdtempSync(join(folder, "ca-"));
  const file = (part: string) => join(where, part);
  const openssl = (line: string) => execFileSync("openssl", line.split(" "), { stdio: "ignore", cwd: where });
  const made = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";
  openssl(`req -x509 ${made} -keyout ca-key.pem -out ca.pem -days 30 -subj /CN=Test-Authority`);
  openssl(`req -new ${made} -keyout key.pem -out request.pem -subj /CN=${name}`);
  writeFileSync(file("names"), `subjectAltName=DNS:${name}\n`);
  openssl(
    "x509 -req -in request.pem -CA ca.pem -CAkey ca-key.pem -CAcreateserial -days 30 -extfile names -out certificate.pem",
  );
  return { key: file("key.pem"), certificate: file("certificate.pem"), authority: file("ca.pem") };
}

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
