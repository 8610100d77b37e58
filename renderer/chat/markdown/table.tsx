import type { Tokens } from "marked";
import { inlines } from "./inlines.tsx";

/** A table. A wide one scrolls within itself. */
export function Table({ token: { header, rows } }: { token: Tokens.Table }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached with the keyboard.
    <div className="table-frame" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {header.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns of a text have no other identity.
              <th key={index} scope="col" {...drawn(cell)} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a text have no other identity.
            <tr key={index}>
              {row.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells of a text have no other identity.
                <td key={column} {...drawn(cell)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const drawn = ({ tokens, align }: Tokens.TableCell) => ({
  children: inlines(tokens),
  "data-align": align ?? undefined,
});
