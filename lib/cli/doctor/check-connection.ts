import { lookup } from "node:dns/promises";
import { connect } from "node:net";
import type { ClientEnvironment } from "../../sdk/client-home.ts";
import { type ProxyServer, proxyFor } from "../../sdk/proxy-for.ts";
import { openTunnel } from "../../sdk/proxy-tunnel.ts";
import { type Trust, trustOptions } from "../../sdk/trusted-authorities.ts";
import { checkCertificate } from "./check-certificate.ts";
import { CONNECT_TIMEOUT_MS, codeOf, type Target, targetOf } from "./connecting.ts";
import { type Finding, fail, failureOf, ok } from "./finding.ts";

/** Name, connection and certificate, each only when the one before it works. */
export async function checkConnection(origin: string, env: ClientEnvironment): Promise<Finding[]> {
  let trust: Trust;
  try {
    trust = trustOptions(env);
  } catch (error) {
    return [failureOf("tls", error)];
  }
  try {
    const proxy = proxyFor(origin, env);
    if (proxy !== null) return await checkThrough(proxy, origin, trust);
  } catch (error) {
    return [failureOf("proxy", error)];
  }
  const target = targetOf(origin);
  const dns = await checkName(target);
  if (dns.level === "fail") return [dns];
  const tcp = await checkPort(target);
  if (tcp.level === "fail") return [dns, tcp];
  if (!target.isTls) return [dns, tcp, ok("tls", "none: plain http, which is for this computer itself only")];
  return [dns, tcp, ...(await checkCertificate(target, { trust }))];
}

async function checkThrough(proxy: ProxyServer, origin: string, trust: Trust): Promise<Finding[]> {
  const tunnel = openTunnel(proxy, origin, { isBackground: false, trust });
  const timer = setTimeout(() => tunnel.destroy(), CONNECT_TIMEOUT_MS);
  try {
    const socket = await tunnel.socket;
    const found = ok("proxy", `${proxy.source}: requests go through ${proxy.shown}`);
    return [found, ...(await checkCertificate(targetOf(origin), { trust, through: socket }))];
  } finally {
    clearTimeout(timer);
  }
}

async function checkName({ host }: Target): Promise<Finding> {
  try {
    const addresses = (await lookup(host, { all: true })).map(({ address }) => address);
    return ok("dns", `${host} is ${[...new Set(addresses)].join(", ")}`);
  } catch (error) {
    return fail(
      "dns",
      `${host} does not resolve (${codeOf(error)})`,
      "Check the name, and this machine's name servers in /etc/resolv.conf.",
    );
  }
}

function checkPort({ host, port }: Target): Promise<Finding> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, autoSelectFamily: true });
    const end = (finding: Finding) => {
      socket.destroy();
      resolve(finding);
    };
    const refuse = (reason: string) =>
      end(
        fail(
          "tcp",
          `port ${port} of ${host} cannot be reached (${reason})`,
          "Check that the server runs, and that no firewall is between this machine and it.",
        ),
      );
    socket.setTimeout(CONNECT_TIMEOUT_MS, () => refuse(`no answer in ${CONNECT_TIMEOUT_MS / 1000} seconds`));
    socket.once("connect", () => end(ok("tcp", `port ${port} answers`)));
    socket.once("error", (error) => refuse(codeOf(error)));
  });
}
