import pg, { type Connection, type FieldDef } from "pg";
import type { Row } from "postgres";
import { hasFailureCode } from "./failure-code.ts";
import { parameterText } from "./parameter-text.ts";
import type { Statement } from "./statement.ts";

/** What a statement answered: its tag, such as `COMMIT` or `INSERT 0 3`, and its rows. */
export type Answer = { readonly command: string; readonly rows: readonly Row[] };

type Column = { readonly name: string; readonly read: (text: string) => unknown };
/** A statement that the server has under this name, and how the columns of its answer are read. */
type Prepared = { readonly name: string; columns: readonly Column[] };

/** What one connection has prepared, by text. */
export type PreparedStatements = { readonly byText: Map<string, Prepared>; made: number };

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
  let group: readonly Prepared[] = [];
  let rows: Row[] = [];
  let unreadable: unknown = null;
  const current = () => group[answers.length];

  return {
    submit(connection: Connection): void {
      group = sent.map(({ text }) => known.byText.get(text) ?? nameFor(known));
      connection.stream.cork();
      for (const [at, { text, values }] of sent.entries()) {
        const statement = group[at]?.name ?? "";
        if (!known.byText.has(text)) {
          connection.parse({ name: statement, text, types: [] }, true);
          connection.describe({ type: "S", name: statement }, true);
        }
        connection.bind({ statement, values }, true);
        connection.execute(null, true);
      }
      connection.sync();
      connection.stream.uncork();
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
      const [prepared, statement] = [current(), sent[answers.length]];
      if (prepared !== undefined && statement !== undefined) known.byText.set(statement.text, prepared);
      answers.push({ command, rows });
      rows = [];
    },
    handleReadyForQuery(): void {
      if (unreadable === null) resolve(answers);
      else reject(unreadable);
    },
    handleError(error: Error): void {
      if (hasFailureCode(error, FORGOTTEN)) known.byText.clear();
      reject(error);
    },
  };
}

// Never the same name twice: a statement that failed after it was parsed is still there.
function nameFor(known: PreparedStatements): Prepared {
  known.made += 1;
  return { name: `s${known.made}`, columns: [] };
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
