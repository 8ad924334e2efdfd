/** The gate could not take its address; the message says what to do. */
export class ListenError extends Error {
  override readonly name = "ListenError";
}

export function explainListenFailure(cause: unknown, host: string, port: number): ListenError {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  const place = `${host.includes(":") ? `[${host}]` : host}:${port}`;
  const remedies: Record<string, string> = {
    EADDRINUSE: `The address ${place} is in use; stop the program that listens there, or choose another port with PORT=${port === 65_535 ? 3000 : port + 1}.`,
    EACCES: `This user may not listen on ${place}; choose a port above 1023 with PORT=3000.`,
    EADDRNOTAVAIL: `This machine has no address ${host}; set HOST to one of its addresses.`,
    EAFNOSUPPORT: `This machine does not support the address ${host}; set HOST to one of its addresses.`,
    ENOTFOUND: `HOST=${host} does not resolve to an address; set HOST to one of this machine's addresses.`,
  };
  const text = typeof code === "string" ? remedies[code] : undefined;
  return new ListenError(
    text ??
      `Listening on ${place} failed (${String(code ?? "unknown cause")}); set HOST and PORT to where this user may listen.`,
    {
      cause,
    },
  );
}

/** An address family that this machine does not have. */
export function isMissingAddress(cause: unknown): boolean {
  return (
    cause instanceof Error &&
    "code" in cause &&
    ["EADDRNOTAVAIL", "EAFNOSUPPORT"].includes(String(cause.code))
  );
}
