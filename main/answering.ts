import type { Answer, MethodName } from "../preload/contract/index.ts";
import { FoundryError, problem } from "./foundry/error.ts";
import type { Answering, Handlers } from "./ipc.ts";
import { logFault } from "./log.ts";

/** Who answers calls while the rooms that they go to are opened one by one. */
export interface Desk {
  /** Answers from now on what these handle, and what has waited for them. */
  add(handlers: Partial<Handlers>): void;
  /** Sender, parse, call, answer as data. Nothing throws across. Waits for the method's handler. */
  answer: Answering;
}

/** Nobody is there yet. */
export function createDesk(): Desk {
  const there: Partial<Handlers> = {};
  let waiting: (() => void)[] = [];

  const handlerOf = async (name: MethodName) => {
    while (!Object.hasOwn(there, name)) await new Promise<void>((resolve) => waiting.push(resolve));
    return there[name] as (input: unknown) => unknown;
  };

  return {
    add: (handlers) => {
      Object.assign(there, handlers);
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    },
    answer: async (mayCall, name, input) => {
      if (!mayCall) return refuse(problem("sender_refused"));
      const { contract } = await import("../preload/contract/index.ts");
      if (typeof name !== "string" || !Object.hasOwn(contract, name)) return refuse(problem("input_refused"));
      const method = name as MethodName;
      const parsed = contract[method].input.safeParse(input);
      if (!parsed.success) return refuse(problem("input_refused"));
      try {
        const call = await handlerOf(method);
        return { ok: true, data: await call(parsed.data) };
      } catch (error) {
        if (error instanceof FoundryError) return refuse(error);
        logFault(method, error);
        return refuse(problem("unexpected"));
      }
    },
  };
}

const refuse = (error: FoundryError): Answer<never> => ({
  ok: false,
  error: { code: error.diagnosis.code, message: error.message, diagnosis: error.diagnosis },
});
