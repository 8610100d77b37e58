import { workerData } from "node:worker_threads";
import wasmText from "quickjs-wasi/quickjs.wasm";
import { createMachine, type Machine } from "./machine.ts";
import type { ScriptOutcome } from "./outcome.ts";
import type { ScriptQuestion, ScriptWorkerData } from "./scripts.ts";

/** Machines that are kept; each takes some megabytes. */
const mostMachines = 8;

const { port, signal } = workerData as ScriptWorkerData;
const wasm = new WebAssembly.Module(Buffer.from(wasmText, "base64"));
type Made = Awaited<ReturnType<typeof createMachine>>;
const machines = new Map<string, Made>();

const isMachine = (made: Made): made is Machine => "run" in made;

/** The machine of a script, the latest used last. */
async function machineOf(source: string): Promise<Made> {
  const known = machines.get(source);
  machines.delete(source);
  const isGood = known && !(isMachine(known) && known.isSpent());
  const made = isGood ? known : await createMachine(wasm, source);
  if (!isGood && known && isMachine(known)) known.dispose();
  machines.set(source, made);
  const [oldest] = machines.keys();
  if (machines.size > mostMachines && oldest !== undefined) {
    const dropped = machines.get(oldest);
    machines.delete(oldest);
    if (dropped && isMachine(dropped)) dropped.dispose();
  }
  return made;
}

async function answer({ source, input }: ScriptQuestion): Promise<ScriptOutcome> {
  const machine = await machineOf(source);
  return isMachine(machine) ? machine.run(input) : machine;
}

/** Wakes the thread that waits, after what it waits for has been sent. */
function reply(outcome: ScriptOutcome | null): void {
  port.postMessage(outcome);
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
}

port.on("message", async (question: ScriptQuestion) => reply(await answer(question)));
reply(null);
