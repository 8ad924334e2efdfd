/** The image's `server.js`: says what it was started with, serves until it is told to stop, and stops in its own way. */
export const SERVER = `
const { PATH, HOME, ...env } = process.env;
console.log(JSON.stringify({ env, hasHome: HOME !== undefined, parent: process.ppid }));
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"])
  process.on(signal, () => {
    console.log("stopped by " + signal);
    process.exit(7);
  });
setInterval(() => {}, 1000);
console.log("serving");
`;

/** Reads secrets by id with the SDK, and prints value or the error's class for each. */
export const READ = `
import { SikkerKey } from "@sikkerkey/sdk";
const sk = new SikkerKey();
const found = {};
for (const id of process.argv.slice(2))
  found[id] = await sk.getSecret(id).catch((error) => error.name + ": " + error.message);
console.log(JSON.stringify(found));
`;

/** Everything that is mounted in the container and may be written to, but for the kernel's own /proc; and a try at each folder. */
export const WRITABLE = `
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
const mounts = readFileSync("/proc/self/mountinfo", "utf8").trimEnd().split("\\n").map((line) => line.split(" "));
const isDevice = (place) => place.startsWith("/dev/");
const open = mounts.filter(([, , , , place, options]) => !isDevice(place) && options.split(",")[0] === "rw");
const written = ["/", ...readdirSync("/").map((name) => "/" + name)].filter((folder) => {
  try {
    writeFileSync(folder + "/canary", "");
    return true;
  } catch {
    return false;
  }
});
console.log(JSON.stringify({ mounts: open.map(([, , , , place]) => place), written }));
`;
