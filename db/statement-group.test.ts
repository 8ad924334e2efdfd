import { EventEmitter } from "node:events";
import { Writable } from "node:stream";
import pg, { type Connection } from "pg";
import { expect, test } from "vitest";
import { type Answer, type PreparedStatements, statementGroup } from "./statement-group.ts";

const JSON_OID = 114;

/** A connection that writes down which messages it was asked to send. */
function aConnection() {
  const sent: string[] = [];
  type Named = { readonly name?: string | undefined; readonly statement?: string | undefined };
  const note = (kind: string) => (message?: Named | null) => {
    sent.push(`${kind} ${message?.name ?? message?.statement ?? ""}`.trim());
  };
  const connection: Connection = Object.assign(new EventEmitter(), {
    stream: new Writable({ write: (_, __, done) => done() }) as Connection["stream"],
    parse: note("parse"),
    describe: note("describe"),
    bind: note("bind"),
    execute: () => void sent.push("execute"),
    sync: note("sync"),
    query: () => {},
    close: () => {},
    flush: () => {},
    end: () => {},
  });
  return { connection, sent };
}

function aGroup(texts: readonly string[], known: PreparedStatements = { byText: new Map(), made: 0 }) {
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
    ...["parse s1", "describe s1", "bind s1", "execute"],
    ...["parse s2", "describe s2", "bind s2", "execute"],
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
  expect(sent.splice(0)).toEqual(["bind s2", "execute", "sync"]);
  const forgotten = Object.assign(new pg.DatabaseError("gone", 0, "error"), { code: "26000" });
  second.group.handleError(forgotten);
  await expect(second.answered).rejects.toBe(forgotten);

  const third = aGroup(["select"], first.known);
  third.group.submit(connection);
  expect(sent).toEqual(["parse s3", "describe s3", "bind s3", "execute", "sync"]);
});

test("a statement that failed is parsed under another name the next time", async () => {
  const { connection, sent } = aConnection();
  const first = aGroup(["insert"]);
  first.group.submit(connection);
  first.group.handleError(Object.assign(new pg.DatabaseError("twice", 0, "error"), { code: "23505" }));
  await expect(first.answered).rejects.toThrow("twice");
  sent.length = 0;
  aGroup(["insert"], first.known).group.submit(connection);
  expect(sent).toEqual(["parse s2", "describe s2", "bind s2", "execute", "sync"]);
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

test("a parameter that has no text is refused before anything is written", () => {
  const known = { byText: new Map(), made: 0 };
  const settle = { resolve: () => {}, reject: () => {} };
  for (const value of [{}, [[1]], new Date(), 1n, () => 1])
    expect(() => statementGroup([{ text: "select $1", values: [value] }], known, settle)).toThrow(TypeError);
});
