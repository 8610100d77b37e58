import { fill } from "./fill.ts";
import { graders } from "./graders.ts";

/**
 * Why an answer has no grade, in words; `said` is what it was about, and null where that is not told. A reason without
 * words stays its code.
 */
export function reasonText(code: string, said: string | null = null): string {
  const errors: Record<string, string> = graders.errors;
  const words = Object.hasOwn(errors, code) ? errors[code] : undefined;
  if (words === undefined) return code;
  return said === null ? fill(words.replace(/: \{said\}$/, "."), { said: "…" }) : fill(words, { said });
}
