import { randomBytes } from "node:crypto";
import { afterAll, inject } from "vitest";
import { connect, type Database, drizzleOver, type Pool } from "../client.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Connection texts of the server that this run started, by role; its database is the migrated template. */
    postgres: { ownerUrl: string; appUrl: string };
  }
}

export type TestDatabase = {
  /** As the app's role, which cannot alter what it has audited. */
  readonly db: Database;
  readonly sql: Pool;
  /** As the owner: for looking at and preparing what the app may not touch. */
  readonly ownerSql: Pool;
  readonly url: string;
  readonly ownerUrl: string;
};

/** A fresh database cloned from the migrated template. Call it at the top of a test file. */
export async function testDatabase(options: { max?: number } = {}): Promise<TestDatabase> {
  const { ownerUrl: templateUrl, appUrl } = inject("postgres");
  const name = `test_${randomBytes(8).toString("hex")}`;
  await cloneTemplate(templateUrl, name);
  const [url, ownerUrl] = [named(appUrl, name), named(templateUrl, name)];
  const sql = connect(url, { max: options.max ?? 10, name: "test" });
  const ownerSql = connect(ownerUrl, { max: 2, name: "test-owner" });
  afterAll(async () => {
    await Promise.all([sql.end({ timeout: 5 }), ownerSql.end({ timeout: 5 })]);
  });
  return { db: drizzleOver(sql), sql, ownerSql, url, ownerUrl };
}

/** Connection texts of a database in which nobody has made anything. */
export async function emptyDatabase(): Promise<Pick<TestDatabase, "url" | "ownerUrl">> {
  const { ownerUrl, appUrl } = inject("postgres");
  const name = `test_${randomBytes(8).toString("hex")}`;
  await makeDatabase(ownerUrl, name, "template1");
  return { url: named(appUrl, name), ownerUrl: named(ownerUrl, name) };
}

const cloneTemplate = (templateUrl: string, name: string) =>
  makeDatabase(templateUrl, name, new URL(templateUrl).pathname.slice(1));

async function makeDatabase(templateUrl: string, name: string, template: string): Promise<void> {
  // A session in the template itself would be in the way of its own clone.
  const admin = connect(named(templateUrl, "postgres"), { max: 1 });
  try {
    await admin.unsafe(`create database ${name} template ${template}`);
  } finally {
    await admin.end();
  }
}

function named(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
