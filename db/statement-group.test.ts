import { EventEmitter } from "node:events";
import { Writable } from "node:stream";
import pg, { type Connection } from "pg";
import { expect, test } from "vitest";
import { type Answer, makePrepared, statementGroup } from "./statement-group.ts";

const JSON_OID = 114;

/** A connection that writes down which messages it was asked to send. */
function aConnection() {
  const sent: string[] = [];
  type Named = { readonly name?: string | undefined; readonly statement?: string | undefined };
  const note = (kind: string) => (message?: Named | null) => {
    sent.push(`${kind} ${message?.name ?? message?.statement ?? ""}`.trim().replace(/ s[0-9a-f]{12}_/, " "));
  };
  const connection: Connection = Object.assign(new EventEmitter(), {
    stream: new Writable({ write: (_, __, done) => done() }) as Connection["stream"],
    parse: note("parse"),
    describe: note("describe"),
    bind: note("bind"),
    execute: () => void sent.push("execute"),
    sync: note("sync"),
    query: () => {},
    close: note("close"),
    flush: () => {},
    end: () => {},
  });
  return { connection, sent };
}

function aGroup(texts: readonly string[], known = makePrepared()) {
  const statements = texts.map((text) => ({ text, values: [] }));
  let settle = { resolve: (_: Answer[]) => {}, reject: (_: unknown) => {} };
  const answered = new Promise<Answer[]>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { known, answered, group: statementGroup(statements, known, settle) };
}

const field = (name: string, dataTypeID: number) => ({
  name,
  dataTypeID,
  tableID: 0,
  columnID: 0,
  dataTypeSize: -1,
  dataTypeModifier: -1,
  format: "text",
});

test("a group is one Sync, and a statement is parsed once for as long as the server knows it", async () => {
  const { connection, sent } = aConnection();
  const first = aGroup(["begin", "select"]);
  first.group.submit(connection);
  expect(sent.splice(0)).toEqual([
    ...["close 0", "parse 0", "describe 0", "bind 0", "execute"],
    ...["close 1", "parse 1", "describe 1", "bind 1", "execute"],
    "sync",
  ]);
  first.group.handleCommandComplete({ text: "BEGIN" });
  first.group.handleCommandComplete({ text: "SELECT 0" });
  first.group.handleReadyForQuery();
  expect(await first.answered).toEqual([
    { command: "BEGIN", rows: [] },
    { command: "SELECT 0", rows: [] },
  ]);

  const second = aGroup(["select"], first.known);
  second.group.submit(connection);
  expect(sent.splice(0)).toEqual(["bind 1", "execute", "sync"]);
  const forgotten = Object.assign(new pg.DatabaseError("gone", 0, "error"), { code: "26000" });
  second.group.handleError(forgotten);
  await expect(second.answered).rejects.toBe(forgotten);

  const third = aGroup(["select"], first.known);
  third.group.submit(connection);
  expect(sent).toEqual(["close 1", "parse 1", "describe 1", "bind 1", "execute", "sync"]);
});

test("a statement that failed is closed before it is parsed anew, so the server keeps one of it", async () => {
  const { connection, sent } = aConnection();
  const first = aGroup(["insert"]);
  first.group.submit(connection);
  first.group.handleError(Object.assign(new pg.DatabaseError("twice", 0, "error"), { code: "23505" }));
  await expect(first.answered).rejects.toThrow("twice");
  sent.length = 0;
  aGroup(["insert"], first.known).group.submit(connection);
  expect(sent).toEqual(["close 0", "parse 0", "describe 0", "bind 0", "execute", "sync"]);
});

test("a value that cannot be read fails the group and not the process", async () => {
  const { group, answered } = aGroup(["select"]);
  group.submit(aConnection().connection);
  group.handleRowDescription({ fields: [field("a", JSON_OID)] });
  group.handleDataRow({ fields: ["{not json"] });
  group.handleDataRow({ fields: ["{}"] });
  group.handleCommandComplete({ text: "SELECT 2" });
  group.handleReadyForQuery();
  await expect(answered).rejects.toBeInstanceOf(SyntaxError);
});

test.each(["handleEmptyQuery", "handlePortalSuspended", "handleCopyInResponse", "handleCopyData"] as const)(
  "an answer that nobody asked for (%s) ends the connection and not the process",
  async (handle) => {
    const { connection } = aConnection();
    const { group, answered } = aGroup(["select"]);
    group.submit(connection);
    group[handle]();
    await expect(answered).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
    expect(connection.stream.destroyed).toBe(true);
  },
);

test("an end that comes before every statement was answered ends the connection", async () => {
  const { connection } = aConnection();
  const { group, answered } = aGroup(["begin", "select"]);
  group.submit(connection);
  group.handleCommandComplete({ text: "BEGIN" });
  group.handleReadyForQuery();
  await expect(answered).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
  expect(connection.stream.destroyed).toBe(true);
});

test("a parameter that has no text is refused before anything is written", () => {
  const known = makePrepared();
  const settle = { resolve: () => {}, reject: () => {} };
  for (const value of [{}, [[1]], new Date(), 1n, () => 1])
    expect(() => statementGroup([{ text: "select $1", values: [value] }], known, settle)).toThrow(TypeError);
});
