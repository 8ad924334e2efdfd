import { randomBytes } from "node:crypto";
import pg, { type Connection, type FieldDef } from "pg";
import type { Row } from "postgres";
import { ConnectionFailure } from "./connection-failure.ts";
import { hasFailureCode } from "./failure-code.ts";
import { parameterText } from "./parameter-text.ts";
import type { Statement } from "./statement.ts";

/** What a statement answered: its tag, such as `COMMIT` or `INSERT 0 3`, and its rows. */
export type Answer = { readonly command: string; readonly rows: readonly Row[] };

type Column = { readonly name: string; readonly read: (text: string) => unknown };

/** A statement by its name on the server, and how the columns of its answer are read. */
type Prepared = {
  readonly name: string;
  columns: readonly Column[];
  /** It has been answered, so the server has it. */
  isThere: boolean;
};

/** The statements of one connection, by text. */
export type PreparedStatements = { readonly prefix: string; readonly byText: Map<string, Prepared> };

/** Behind a pooler two connections may meet one server process, so their names differ. */
export const makePrepared = (): PreparedStatements => ({
  prefix: randomBytes(6).toString("hex"),
  byText: new Map(),
});

type Settle = { resolve(answers: Answer[]): void; reject(error: unknown): void };

// `invalid_sql_statement_name`: somebody made the server forget. `feature_not_supported`: the answer is of another type by now.
const FORGOTTEN = /^(26000|0A000)$/;

/**
 * Statements that are sent together and answered together, in the form in which the driver takes what speaks the protocol
 * itself. One Sync stands behind all of them: the server answers once, and skips the rest after one that fails. Each is
 * prepared by its text the first time.
 */
export function statementGroup(
  statements: readonly Statement[],
  known: PreparedStatements,
  { resolve, reject }: Settle,
) {
  // Before anything is written: half a group could not be taken back.
  const sent = statements.map(({ text, values }) => ({ text, values: values.map(parameterText) }));
  const answers: Answer[] = [];
  const group = statements.map(({ text }) => preparedFor(text, known));
  let rows: Row[] = [];
  let unreadable: unknown = null;
  let stream: Connection["stream"] | null = null;
  const current = () => group[answers.length];
  /** Whatever comes next on this connection would be the answer to something else. */
  const outOfStep = () => {
    reject(new ConnectionFailure("CONNECTION_CLOSED"));
    stream?.destroy();
  };

  return {
    submit(connection: Connection): void {
      stream = connection.stream;
      stream.cork();
      for (const [at, { text, values }] of sent.entries()) {
        const { name = "", isThere = false } = group[at] ?? {};
        if (!isThere) {
          // One that was parsed and then failed is still there; to close what is not is no error.
          connection.close({ type: "S", name }, true);
          connection.parse({ name, text, types: [] }, true);
          connection.describe({ type: "S", name }, true);
        }
        connection.bind({ statement: name, values }, true);
        connection.execute(null, true);
      }
      connection.sync();
      stream.uncork();
    },
    handleRowDescription({ fields }: { fields: FieldDef[] }): void {
      const prepared = current();
      if (prepared !== undefined) prepared.columns = fields.map(columnOf);
    },
    handleDataRow({ fields }: { fields: (string | null)[] }): void {
      try {
        rows.push(readRow(current()?.columns ?? [], fields));
      } catch (error) {
        // Thrown from here it would reach nobody but the process.
        unreadable ??= error;
      }
    },
    handleCommandComplete({ text: command }: { text: string }): void {
      const prepared = current();
      if (prepared !== undefined) prepared.isThere = true;
      answers.push({ command, rows });
      rows = [];
    },
    handleReadyForQuery(): void {
      if (answers.length !== sent.length) outOfStep();
      else if (unreadable === null) resolve(answers);
      else reject(unreadable);
    },
    handleError(error: Error): void {
      if (hasFailureCode(error, FORGOTTEN)) for (const one of known.byText.values()) one.isThere = false;
      reject(error);
    },
    handleEmptyQuery: outOfStep,
    handlePortalSuspended: outOfStep,
    handleCopyInResponse: outOfStep,
    handleCopyData: outOfStep,
  };
}

function preparedFor(text: string, { prefix, byText }: PreparedStatements): Prepared {
  const known = byText.get(text);
  if (known !== undefined) return known;
  const made = { name: `s${prefix}_${byText.size}`, columns: [], isThere: false };
  byText.set(text, made);
  return made;
}

const columnOf = ({ name, dataTypeID }: FieldDef): Column => ({
  name,
  read: pg.types.getTypeParser(dataTypeID, "text"),
});

function readRow(columns: readonly Column[], fields: readonly (string | null)[]): Row {
  const row: Row = {};
  columns.forEach(({ name, read }, at) => {
    const text = fields[at] ?? null;
    row[name] = text === null ? null : read(text);
  });
  return row;
}
