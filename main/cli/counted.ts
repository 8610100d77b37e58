import { fill } from "../../preload/strings/fill.ts";

/** A number of something in words: `1 row`, `1,200 rows`. Other values fill what else is in them. */
export function counted(
  { one, many }: { one: string; many: string },
  count: number,
  values: Record<string, string | number> = {},
): string {
  return fill(count === 1 ? one : many, { ...values, count: count.toLocaleString("en") });
}
