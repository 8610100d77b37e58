import type { Deployment } from "../../preload/contract/deployments.ts";
import { speaks as speakWords } from "../../preload/strings/dialects.ts";
import type { strings } from "../../preload/strings/en.ts";

export type Column = "name" | "model" | "speaks" | "version" | "publisher" | "type" | "status";

export interface Order {
  column: Column;
  descending: boolean;
}

/** The rows in the order of a column's text; what is missing stands last either way. */
export function sorted(deployments: Deployment[], { column, descending }: Order): Deployment[] {
  const textOf = (row: Deployment) =>
    column === "type" ? row.sku : column === "speaks" ? speakWords[row.speaks.what] : row[column];
  const direction = descending ? -1 : 1;
  return [...deployments].sort((a, b) => {
    const [one, other] = [textOf(a), textOf(b)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return direction * one.localeCompare(other, undefined, { numeric: true }) || a.name.localeCompare(b.name);
  });
}

/** Those that can be chosen for chat, those that cannot, or all; or those of an API, by its word. */
export type Filter = keyof typeof strings.deployments.filters | (typeof speakWords)[keyof typeof speakWords];

/** The words of the APIs that are there, in the order in which they are always told. */
export function apisIn(deployments: readonly Deployment[]): string[] {
  const there = new Set(deployments.map(({ speaks }) => speakWords[speaks.what]));
  return [...new Set(Object.values(speakWords))].filter((word) => there.has(word));
}

/** The rows that a filter leaves. */
export function filtered(deployments: Deployment[], filter: Filter): Deployment[] {
  if (filter === "all") return deployments;
  if (filter === "usable" || filter === "unusable")
    return deployments.filter(({ chat }) => chat.usable === (filter === "usable"));
  return deployments.filter(({ speaks }) => speakWords[speaks.what] === filter);
}
