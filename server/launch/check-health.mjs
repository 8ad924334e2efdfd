// What the container's health check runs, because there is no curl in it: exit code 0 while the server answers that all is well.
const port = process.env.PORT?.trim() || "3000";
const answer = await fetch(`http://127.0.0.1:${port}/v1/health`).catch((error) => error);
if (!answer.ok) {
  process.stderr.write(`${answer.status ?? answer.cause?.code ?? answer.message}\n`);
  process.exit(1);
}
