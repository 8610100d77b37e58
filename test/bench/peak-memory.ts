import { readFileSync } from "node:fs";

/**
 * The largest resident set that a process of Linux has had since its program began, in bytes. `maxRSS` of Node has that of
 * the process that forked it, too. Throws where there is no such process.
 */
export function peakMemoryOf(pid: number): number {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  if (kilobytes === undefined) throw new Error(`${pid} does not say what memory it has used.`);
  return Number(kilobytes) * 1024;
}
