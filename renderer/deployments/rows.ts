import type { Deployment } from "../../preload/contract/deployments.ts";

export type Column = "name" | "model" | "version" | "publisher" | "type" | "capabilities" | "status";

export interface Order {
  column: Column;
  descending: boolean;
}

/** The rows in the order of a column's text; what is missing stands last either way. */
export function sorted(deployments: Deployment[], { column, descending }: Order): Deployment[] {
  const textOf = (row: Deployment) =>
    column === "type"
      ? row.sku
      : column === "capabilities"
        ? row.capabilities.join(" ") || null
        : row[column];
  const direction = descending ? -1 : 1;
  return [...deployments].sort((a, b) => {
    const [one, other] = [textOf(a), textOf(b)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return direction * one.localeCompare(other, undefined, { numeric: true }) || a.name.localeCompare(b.name);
  });
}

export type Filter = "all" | "usable" | "unusable";

/** The rows that can be chosen for chat, those that cannot, or all. */
export function filtered(deployments: Deployment[], filter: Filter): Deployment[] {
  return filter === "all"
    ? deployments
    : deployments.filter(({ chat }) => chat.usable === (filter === "usable"));
}
