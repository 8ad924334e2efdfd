import type { Server } from "node:http";

/**
 * Takes no new connection, lets requests under way finish and their connections close, and after `graceMs` cuts what is
 * left. Resolves once every connection is gone.
 */
export async function closeServers(servers: readonly Server[], graceMs: number): Promise<void> {
  const cut = setTimeout(() => {
    for (const server of servers) server.closeAllConnections();
  }, graceMs);
  // A keep-alive connection turns idle when its answer is written, which no event of the server reports.
  const sweep = setInterval(() => {
    for (const server of servers) server.closeIdleConnections();
  }, 50);
  await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))));
  clearTimeout(cut);
  clearInterval(sweep);
}
