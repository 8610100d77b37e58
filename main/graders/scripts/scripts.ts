import { createHash } from "node:crypto";
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads";
import { asObject } from "../../foundry/json.ts";
import type { ScriptOutcome } from "./outcome.ts";

/** What the worker is asked: to call the `grade` of a source with what a text of JSON holds. */
export interface ScriptQuestion {
  source: string;
  input: string;
}

/** What the worker is started with. */
export interface ScriptWorkerData {
  port: MessagePort;
  /** 1 as soon as there is an answer. */
  signal: Int32Array<SharedArrayBuffer>;
}

/** Scripts of persons, run where they reach nothing and cannot hold anything up. */
export interface Scripts {
  /** Runs a script; the calling thread waits. Throws nothing. */
  run(source: string, input: unknown): ScriptOutcome;
  /** Ends the worker; a later run starts another one. */
  close(): void;
}

/** Milliseconds that are waited for a worker to start, and for an answer before the worker is ended. */
const usualPatience = { start: 20_000, answer: 1_500 };

interface Started {
  worker: Worker;
  port: MessagePort;
  signal: Int32Array<SharedArrayBuffer>;
  isReady: boolean;
}

/**
 * Scripts in a worker of their own, started when first needed from a bundled file (`dist/graders/worker.cjs`). QuickJS ends
 * a script after its time; what it cannot interrupt, such as a search in a long text, ends with the worker, and the next
 * script gets a new one. Waiting blocks the thread, so this belongs into a process that nobody looks at.
 */
export function createScripts(file: string, patience: typeof usualPatience = usualPatience): Scripts {
  let started: Started | null = null;

  const end = () => {
    if (started) {
      started.port.close();
      void started.worker.terminate();
    }
    started = null;
  };

  const start = (): Started => {
    const signal = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const { port1: port, port2 } = new MessageChannel();
    const data: ScriptWorkerData = { port: port2, signal };
    const worker = new Worker(file, { workerData: data, transferList: [port2], env: {} });
    // A worker that dies gives no answer, which is noticed by whoever waits for one.
    worker.on("error", () => {});
    worker.unref();
    port.unref();
    return { worker, port, signal, isReady: false };
  };

  /** The next message of the worker; undefined where it takes too long. */
  const next = ({ port, signal }: Started, most: number): unknown => {
    if (Atomics.wait(signal, 0, 0, most) === "timed-out") return undefined;
    Atomics.store(signal, 0, 0);
    return receiveMessageOnPort(port)?.message;
  };

  return {
    close: end,
    run: (source, input) => {
      started ??= start();
      if (!started.isReady && next(started, patience.start) === undefined) {
        end();
        return { error: "script_unavailable", said: null };
      }
      started.isReady = true;
      const question: ScriptQuestion = { source, input: JSON.stringify(input) };
      started.port.postMessage(question);
      const outcome = asObject(next(started, patience.answer)) as ScriptOutcome | null;
      if (outcome !== null) return outcome;
      end();
      return { error: "script_time", said: null };
    },
  };
}

/** What a script is known by: the SHA-256 of its source, in hexadecimal. A person is asked once for each. */
export const scriptHash = (source: string): string => createHash("sha256").update(source).digest("hex");

/** Whether a person has seen a script and let it run: `allowed` are the hashes of those. */
export const isAllowed = (source: string, allowed: readonly string[]): boolean =>
  allowed.includes(scriptHash(source));
