// Errors whose message is written for the person who starts the server. Names, because the built server has its own copies.
const EXPECTED = new Set(["LaunchError", "BackupError", "ConfigError", "RootKeyError", "ListenError"]);

/** Runs one step of the launch; a failure becomes one sentence without a stack, and exit code 1. */
export async function exitOnFailure(step) {
  try {
    await step();
  } catch (error) {
    process.stderr.write(`${sentence(error)}\n`);
    process.exit(1);
  }
}

function sentence(error) {
  if (EXPECTED.has(error?.name))
    return `${error.message[0].toUpperCase()}${error.message.slice(1).replace(/\.?$/, ".")}`;
  const reason =
    error instanceof Error ? `${error.code ?? error.name}: ${error.message.split("\n")[0]}` : String(error);
  return `SikkerKey stopped on an error nobody expected (${reason}); run it again, and report the sentence if it returns.`;
}
