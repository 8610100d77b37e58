import { JSException, QuickJS } from "quickjs-wasi";
import { asObject, asText, parseJson } from "../../foundry/json.ts";
import { guestFunction, guestRunner } from "./guest.ts";
import { type ScriptError, type ScriptOutcome, scriptLimits } from "./outcome.ts";

/** A script in a virtual machine of its own. */
export interface Machine {
  /** Calls `grade` with what a text of JSON holds. Every call finds the machine as its source has left it. */
  run(input: string): ScriptOutcome;
  /** Whether it has to be made anew: it has grown, or what broke it left it in an unknown state. */
  isSpent(): boolean;
  dispose(): void;
}

/** What `Date` and `performance` say: a script's result hangs on nothing but the answer. */
const frozenTime = Date.UTC(2026, 0, 1);
/** Bytes that a machine has free before it grows; setting it back costs time by its size. */
const room = 1024 * 1024;
/** WASI: no such file. Nothing is written anywhere. */
const badFile = 8;

/**
 * Puts a script into a QuickJS machine without anything of the host: no input or output, no timers, no modules, a frozen
 * clock, and `Math.random` from one seed. After each run its memory is set back, so that rows cannot tell each other
 * anything. Gives why that cannot be done for source that does not run or has no `grade`.
 */
export async function createMachine(
  wasm: WebAssembly.Module,
  source: string,
): Promise<Machine | Extract<ScriptOutcome, { error: unknown }>> {
  const clock = stopwatch();
  let memory: WebAssembly.Memory | undefined;
  let isBroken = false;
  const vm = await QuickJS.create({
    wasm,
    memoryLimit: scriptLimits.memory,
    maxStackSize: scriptLimits.stack,
    timezoneOffset: 0,
    interruptHandler: clock.isLate,
    wasi: (given) => {
      memory = given;
      return {
        clock_time_get: (_clock: number, _precision: bigint, at: number) => {
          new DataView(given.buffer).setBigUint64(at, BigInt(frozenTime) * 1_000_000n, true);
          return 0;
        },
        random_get: (at: number, length: number) => {
          new Uint8Array(given.buffer, at, length).fill(1);
          return 0;
        },
        fd_write: () => badFile,
      };
    },
  });
  const dispose = () => vm.dispose();
  const failure = (thrown: unknown): Extract<ScriptOutcome, { error: unknown }> => {
    if (!(thrown instanceof JSException)) {
      // The stack of WebAssembly itself was used up, which leaves the machine's own stack where it was.
      isBroken = true;
      return { error: "script_threw", said: thrown instanceof Error ? thrown.message : null };
    }
    const said = [thrown.name, thrown.message].filter(Boolean).join(": ").slice(0, scriptLimits.said);
    const error = errorOf(thrown, clock.isLate());
    thrown.dispose();
    return { error, said: error === "script_threw" ? said : null };
  };

  vm.evalCode(`void new ArrayBuffer(${room})`).dispose();
  const runner = vm.evalCode(guestRunner);
  let grade: ReturnType<typeof vm.evalCode>;
  try {
    clock.start();
    vm.evalCode(source, "grader.js").dispose();
    grade = vm.evalCode(guestFunction);
  } catch (thrown) {
    const failed = failure(thrown);
    return failed.error === "script_threw" ? { ...failed, error: "script_unread" } : failed;
  }
  if (grade.isUndefined) return { error: "script_no_function", said: null };
  const { memory: clean } = vm.snapshot();

  return {
    dispose,
    isSpent: () => isBroken || memory?.buffer.byteLength !== clean.byteLength,
    run: (input) => {
      try {
        const text = vm.newString(input);
        clock.start();
        const result = vm.callFunction(runner, vm.undefined, grade, text);
        return outcomeIn(result.toString());
      } catch (thrown) {
        return failure(thrown);
      } finally {
        if (memory) new Uint8Array(memory.buffer).set(clean);
      }
    },
  };
}

/**
 * Tells when a run has had its time, by the clock and by the processor: on a computer that is busy with other things, a
 * script is not late because it had to wait. Before its first start it is never late.
 */
function stopwatch() {
  let begun = Number.POSITIVE_INFINITY;
  let used = process.cpuUsage();
  return {
    start: () => {
      begun = performance.now();
      used = process.cpuUsage();
    },
    isLate: (): boolean => {
      if (performance.now() - begun <= scriptLimits.time) return false;
      const { user, system } = process.cpuUsage(used);
      return (user + system) / 1000 > scriptLimits.time;
    },
  };
}

function errorOf({ name, message }: JSException, isLate: boolean): ScriptError {
  if (name === "InternalError" && /^(out of memory|string too long)$/.test(message)) return "script_memory";
  // Also where it takes its time to say what it has thrown.
  return isLate ? "script_time" : "script_threw";
}

/** Reads what the runner inside gives. */
function outcomeIn(text: string): ScriptOutcome {
  const given = asObject(parseJson(text));
  const score = given?.score;
  if (typeof score !== "number")
    return { error: given?.error === "script_promise" ? "script_promise" : "script_result", said: null };
  const passed = typeof given?.passed === "boolean" ? given.passed : null;
  return { value: { score, passed, said: asText(given?.said) || null } };
}
