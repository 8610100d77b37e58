import type { Tokens } from "marked";
import { memo, type ReactNode } from "react";
import { longestBody } from "./document.ts";
import { inlines } from "./inlines.tsx";
import { type Definitions, lex } from "./lexer.ts";

/** A table. */
export function Table({ token: { header, rows } }: { token: Tokens.Table }) {
  const bodies: ReactNode[] = [];
  for (let from = 0; from < rows.length; from += longestBody) {
    bodies.push(<Body key={from} rows={rows.slice(from, from + longestBody)} />);
  }
  return <Frame header={header}>{bodies}</Frame>;
}

interface GrowingTableProps {
  /** Its first two lines. */
  head: string;
  /** The lines of each body. */
  bodies: string[];
  revision: number;
  definitions: Definitions;
}

/** A long table that is being written: only its last body is lexed and drawn again. */
export const GrowingTable = memo(function GrowingTable({
  head,
  bodies,
  revision,
  definitions,
}: GrowingTableProps) {
  return (
    <Frame header={tableOf(head, definitions)?.header ?? []}>
      {bodies.map((lines, index) => (
        <Lines
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a text have no other identity.
          key={index}
          head={head}
          lines={lines}
          revision={revision}
          definitions={definitions}
        />
      ))}
    </Frame>
  );
});

type LinesProps = Omit<GrowingTableProps, "bodies"> & { lines: string };

/** A new `revision` draws it again: the definitions change in place. */
const Lines = memo(function Lines({ head, lines, definitions }: LinesProps) {
  return <Body rows={tableOf(head + lines, definitions)?.rows ?? []} />;
});

function tableOf(text: string, definitions: Definitions): Tokens.Table | undefined {
  const [token] = lex(text, definitions);
  return token?.type === "table" ? (token as Tokens.Table) : undefined;
}

/** A wide table scrolls within itself. */
function Frame({ header, children }: { header: Tokens.TableCell[]; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached with the keyboard.
    <div className="table-frame" tabIndex={0}>
      {/* Its columns go as its headings do, which therefore have no direction of their own. */}
      <table dir="auto">
        <thead>
          <tr>
            {header.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns of a text have no other identity.
              <th key={index} scope="col" {...drawn(cell)} />
            ))}
          </tr>
        </thead>
        {children}
      </table>
    </div>
  );
}

function Body({ rows }: { rows: Tokens.TableCell[][] }) {
  return (
    <tbody>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of a text have no other identity.
        <tr key={index}>
          {row.map((cell, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: cells of a text have no other identity.
            <td key={column} dir="auto" {...drawn(cell)} />
          ))}
        </tr>
      ))}
    </tbody>
  );
}

const drawn = ({ tokens, align }: Tokens.TableCell) => ({
  children: inlines(tokens),
  "data-align": align ?? undefined,
});
