import { connect, type Socket } from "node:net";
import { expect, test } from "vitest";
import { startTestGate } from "#server/testing/start-test-gate.ts";
import { makeBodyBudget } from "./body-budget.ts";

const MIB = 1024 * 1024;

test("bodies of one source and of all together have an end, small ones always fit, and room comes back", () => {
  const openRoom = makeBodyBudget({ source: 4 * MIB, total: 6 * MIB });
  const [first, second, third] = [openRoom("a"), openRoom("a"), openRoom("b")];
  expect(first.growTo(3 * MIB)).toBe(true);
  expect(second.growTo(64 * 1024)).toBe(true);
  expect(second.growTo(2 * MIB), "more than the source may hold").toBe(false);
  expect(third.growTo(3 * MIB)).toBe(true);
  expect(openRoom("c").growTo(1 * MIB), "more than all may hold").toBe(false);
  expect(openRoom("c").growTo(64 * 1024)).toBe(true);
  first.giveBack();
  first.giveBack();
  expect(second.growTo(2 * MIB)).toBe(true);
  third.giveBack();
  expect(openRoom("c").growTo(2 * MIB)).toBe(true);
});

test("slow uploads of one source are refused before they fill the memory, and it may come back", async () => {
  const gate = await startTestGate({
    machineRoutes: [],
    pageTemplates: [],
    nextHandler: async (req, res) => {
      for await (const _ of req);
      res.end("done");
    },
  });
  const sockets: Socket[] = [];
  const upload = (sent: number, length = 2 * MIB) =>
    new Promise<string>((resolve) => {
      const socket = connect(gate.port, "127.0.0.1");
      sockets.push(socket);
      socket.on("error", () => {}).once("data", (answer) => resolve(answer.toString("latin1")));
      socket.write(
        `POST /api/trpc/x HTTP/1.1\r\nHost: localhost:${gate.port}\r\nContent-Length: ${length}\r\n\r\n`,
      );
      socket.write("x".repeat(sent));
    });
  const refused = await Promise.race(Array.from({ length: 8 }, () => upload(2 * MIB - 1)));
  expect(refused).toMatch(/^HTTP\/1\.1 429 [\s\S]*retry-after: \d/i);
  expect(await upload(1000, 1000), "a small body meanwhile").toMatch(/^HTTP\/1\.1 200 /);
  for (const socket of sockets) socket.destroy();
  let later = "";
  for (let attempt = 0; attempt < 50 && !later.startsWith("HTTP/1.1 200"); attempt++)
    later = await upload(2 * MIB, 2 * MIB);
  expect(later).toMatch(/^HTTP\/1\.1 200 /);
});
