import type { Diagnosis, DiagnosisCode } from "../../preload/contract/diagnosis.ts";
import { FoundryError, problem } from "../foundry/error.ts";
import type { FromProcess, Progress, ToProcess, WorkHandlers } from "./messages.ts";

/** The way to a process. */
export interface Line {
  send(message: ToProcess): void;
  onMessage(listener: (message: FromProcess) => void): void;
  onEnd(listener: () => void): void;
  end(): void;
}

/** A process that is asked by the names of its handlers. */
export interface Worker<Handlers extends WorkHandlers> {
  /** Throws what the handler threw, `cancelled`, and the code of the line where the process ended meanwhile. */
  ask<Name extends keyof Handlers & string>(
    name: Name,
    input: Parameters<Handlers[Name]>[0],
    options?: { signal?: AbortSignal; onProgress?: (progress: Progress) => void },
  ): Promise<Awaited<ReturnType<Handlers[Name]>>>;
  end(): void;
}

interface Asked {
  resolve(answer: unknown): void;
  reject(error: FoundryError): void;
  onProgress?: ((progress: Progress) => void) | undefined;
}

/** Asks over a line. `ended` is called once, when nobody answers there any more; what was asked throws `stopped` then. */
export function workerOn<Handlers extends WorkHandlers>(
  line: Line,
  stopped: DiagnosisCode,
  ended: () => void,
): Worker<Handlers> {
  const asked = new Map<number, Asked>();
  let last = 0;
  const settle = (id: number, how: (one: Asked) => void) => {
    const one = asked.get(id);
    if (one) how(one);
    asked.delete(id);
  };
  line.onMessage((message) => {
    const { id } = message;
    if ("progress" in message) asked.get(id)?.onProgress?.(message.progress);
    else if ("answer" in message) settle(id, ({ resolve }) => resolve(message.answer));
    else settle(id, ({ reject }) => reject(failure(message.problem)));
  });
  line.onEnd(() => {
    for (const id of [...asked.keys()]) settle(id, ({ reject }) => reject(problem(stopped)));
    ended();
  });
  return {
    ask: (ask, input, { signal, onProgress } = {}) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        asked.set(id, { resolve: resolve as (answer: unknown) => void, reject, onProgress });
        signal?.addEventListener("abort", () => line.send({ cancel: id }), { once: true });
        line.send({ id, ask, input });
        if (signal?.aborted) line.send({ cancel: id });
      }),
    end: () => line.end(),
  };
}

const failure = (diagnosis: Diagnosis) => new FoundryError(diagnosis);
