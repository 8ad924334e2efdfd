import { Note } from "#app/_components/note.tsx";
import { isBlock, type Part } from "#lib/docs/document.ts";
import { Block } from "./block.tsx";
import { Words } from "./words.tsx";

/** One part of a page as markup. */
export function PartView({ part }: { part: Part }) {
  if (typeof part === "string")
    return (
      <p>
        <Words text={part} />
      </p>
    );
  if (isBlock(part)) return <Block block={part} />;
  switch (part.kind) {
    case "note":
      return (
        <Note tone={part.tone}>
          <Words text={part.text} />
        </Note>
      );
    case "heading":
      return (
        <h3 id={part.id}>
          <Words text={part.text} />
        </h3>
      );
    case "table":
      return <DocTable head={part.head} rows={part.rows} />;
    default: {
      const items = part.items.map((item) => (
        <li key={item}>
          <Words text={item} />
        </li>
      ));
      return part.kind === "steps" ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
  }
}

type DocTableProps = { head: readonly string[]; rows: readonly (readonly string[])[] };

function DocTable({ head, rows }: DocTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <div className="doc-table" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.map((cell) => (
              <th key={cell} scope="col">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.join("\n")}>
              {row.map((cell, column) => (
                <td key={head[column]}>
                  <Words text={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
