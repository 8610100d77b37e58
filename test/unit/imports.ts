import { posix } from "node:path";
import { importsOf, sourcesIn } from "./source.ts";

/** What knows what: each name with the names it knows. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** Where a specifier leads: a path from the root for our own files, else the package's name. */
export const target = (file: string, from: string): string =>
  from.startsWith(".") ? posix.join(posix.dirname(file), from) : from;

/** Which of our own files each file below these folders imports, types included. */
export function filesIn(folders: readonly string[]): Graph {
  const files = folders.flatMap((folder) => sourcesIn(folder));
  return new Map(
    files.map((file) => [
      file,
      new Set(
        importsOf(file)
          .filter(({ from }) => from.startsWith("."))
          .map(({ from }) => target(file, from)),
      ),
    ]),
  );
}

/** The same of what files belong to; files for which `roomOf` gives null are left out. */
export function roomsOf(files: Graph, roomOf: (file: string) => string | null): Graph {
  const rooms = new Map<string, Set<string>>();
  for (const [file, known] of files) {
    const room = roomOf(file);
    if (room === null) continue;
    const others = rooms.get(room) ?? new Set();
    rooms.set(room, others);
    for (const other of [...known].map(roomOf)) if (other !== null && other !== room) others.add(other);
  }
  return rooms;
}

/** The circles: each a list of names that know each other, by however many steps (Tarjan 1972). */
export function circlesIn(graph: Graph): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];
  const visit = (name: string): number => {
    const own = order.size;
    order.set(name, own);
    lowest.set(name, own);
    open.push(name);
    for (const known of graph.get(name) ?? []) {
      const seen = order.has(known);
      const reached = !seen ? visit(known) : open.includes(known) ? (order.get(known) ?? own) : own;
      lowest.set(name, Math.min(lowest.get(name) ?? own, reached));
    }
    if (lowest.get(name) === own) {
      const circle = open.splice(open.indexOf(name));
      if (circle.length > 1 || graph.get(name)?.has(name)) circles.push(circle.sort());
    }
    return lowest.get(name) ?? own;
  };
  for (const name of graph.keys()) if (!order.has(name)) visit(name);
  return circles;
}

/** A graph without circles, less each step that others lead to as well: what a picture of it has to show. */
export function shortest(graph: Graph): Map<string, string[]> {
  const reach = new Map<string, Set<string>>();
  const reachOf = (name: string): Set<string> => {
    const known = reach.get(name);
    if (known) return known;
    const all = new Set<string>();
    reach.set(name, all);
    for (const next of graph.get(name) ?? []) {
      all.add(next);
      for (const further of reachOf(next)) all.add(further);
    }
    return all;
  };
  return new Map(
    [...graph].map(([name, known]) => [
      name,
      [...known]
        .filter((one) => ![...known].some((other) => other !== one && reachOf(other).has(one)))
        .sort(),
    ]),
  );
}
