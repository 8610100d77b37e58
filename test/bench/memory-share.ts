import { readFileSync } from "node:fs";

/**
 * The proportional set size of a process of Linux, in bytes: what it shares with others is divided among them. Throws where
 * there is no such process.
 */
export function memoryShareOf(pid: number): number {
  const kilobytes = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1];
  if (kilobytes === undefined) throw new Error(`${pid} does not say what memory it shares.`);
  return Number(kilobytes) * 1024;
}
