import { ChevronDown, ChevronUp } from "lucide-react";
import { type KeyboardEvent, useRef } from "react";
import type { Deployment } from "../../preload/contract/deployments.ts";
import { speaks as speakWords } from "../../preload/strings/dialects.ts";
import { strings } from "../../preload/strings/en.ts";
import { Icon } from "../ui/icon.tsx";
import type { Column, Order } from "./rows.ts";
import { StatusWord } from "./status.tsx";
import { whyNot } from "./why-not.ts";

const words = strings.deployments;
const columns: Column[] = ["name", "model", "speaks", "version", "publisher", "type", "status"];

/** The rows as a grid: one of them can be reached by Tab, the arrow keys move and select. */
export function DeploymentTable(props: {
  label: string;
  rows: Deployment[];
  selected: string | null;
  order: Order;
  onSelect: (row: Deployment) => void;
  onOrder: (order: Order) => void;
}) {
  const { label, rows, selected, order, onSelect, onOrder } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const reachable = rows.some(({ name }) => name === selected) ? selected : rows[0]?.name;

  const move = (event: KeyboardEvent, index: number) => {
    const steps: Record<string, number> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      Home: 0,
      End: rows.length - 1,
      Enter: index,
      " ": index,
    };
    const to = steps[event.key];
    const row = to === undefined ? undefined : rows[to];
    if (to === undefined || !row) return;
    event.preventDefault();
    onSelect(row);
    (body.current?.rows[to] ?? null)?.focus();
  };

  return (
    <div className="scroll deployments-scroll">
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose rows are selected is a grid (ARIA practices). */}
      <table role="grid" className="deployments" aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column} column={column} order={order} onOrder={onOrder} />
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row, index) => (
            <tr
              key={row.name}
              aria-selected={row.name === selected}
              tabIndex={row.name === reachable ? 0 : -1}
              onClick={() => onSelect(row)}
              onKeyDown={(event) => move(event, index)}
            >
              <td title={row.name}>{row.name}</td>
              <td title={row.model ?? undefined}>{row.model ?? words.notGiven}</td>
              <td>
                <Api of={row} />
              </td>
              <td>{row.version ?? words.missing}</td>
              <td>{row.publisher ?? words.missing}</td>
              <td>{row.sku ?? words.missing}</td>
              <td>
                <StatusWord status={row.status} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Head({ column, order, onOrder }: { column: Column; order: Order; onOrder: (order: Order) => void }) {
  const isOrdered = order.column === column;
  const direction = order.descending ? "descending" : "ascending";
  return (
    <th scope="col" className={column} aria-sort={isOrdered ? direction : "none"}>
      <button type="button" onClick={() => onOrder({ column, descending: isOrdered && !order.descending })}>
        {words.columns[column]}
        {isOrdered && <Icon of={order.descending ? ChevronDown : ChevronUp} size={12} />}
      </button>
    </th>
  );
}

/** The API of its answers, or its other work; on hover why it can't be chosen for chat. */
function Api({ of: row }: { of: Deployment }) {
  const why = whyNot(row);
  return (
    <span className={why === null ? "chip" : "chip muted"} title={why ?? undefined}>
      {speakWords[row.speaks.what]}
    </span>
  );
}
