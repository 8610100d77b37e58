/** What a script gave of one answer. */
interface ScriptValue {
  score: number;
  /** Null where the script does not say. */
  passed: boolean | null;
  said: string | null;
}

/** What came of running a script: a value, or why there is none, a name in `strings.graders.errors`. */
export type ScriptOutcome = { value: ScriptValue } | { error: ScriptError; said: string | null };

/** Why a script gave nothing. */
export type ScriptError =
  | "script_time"
  | "script_memory"
  | "script_threw"
  | "script_result"
  | "script_promise"
  | "script_unread"
  | "script_no_function"
  | "script_unavailable";

/** What one run may take: milliseconds, bytes of memory, bytes of stack, and characters of what it says. */
export const scriptLimits = {
  time: 100,
  memory: 32 * 1024 * 1024,
  stack: 192 * 1024,
  said: 1000,
} as const;
