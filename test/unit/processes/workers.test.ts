import { expect, it } from "vitest";
import { createWorkers } from "../../../main/processes/workers.ts";

/** Processes that end their work when they are told to. */
function held() {
  const started: { end: (rows: number) => void; isEnded: boolean }[] = [];
  const workers = createWorkers<{ count: (input: { file: string }) => { rows: number } }>((ended) => {
    const one = { end: (_rows: number) => {}, isEnded: false };
    started.push(one);
    return {
      ask: () =>
        new Promise<never>((resolve) => {
          one.end = (rows) => resolve({ rows } as never);
        }),
      end: () => {
        one.isEnded = true;
        ended();
      },
    };
  });
  const job = () => {
    const abort = new AbortController();
    const done = workers.job("count", { file: "" }, { signal: abort.signal, onProgress: () => {} }).then(
      ({ rows }) => rows,
      (error) => error.diagnosis.code,
    );
    return { done, cancel: () => abort.abort() };
  };
  const turn = () => new Promise(setImmediate);
  return { started, job, turn };
}

it("two pieces of work are done at a time, each in a process that ends with it", async () => {
  const { started, job, turn } = held();
  const [first, second, third] = [job(), job(), job()];
  await turn();
  expect(started).toHaveLength(2);
  started[0]?.end(1);
  expect(await first.done).toBe(1);
  expect(started[0]?.isEnded).toBe(true);
  await turn();
  expect(started).toHaveLength(3);
  started[1]?.end(2);
  started[2]?.end(3);
  expect(await Promise.all([second.done, third.done])).toEqual([2, 3]);
});

it("what is cancelled while it waits ends at once, and starts no process later", async () => {
  const { started, job, turn } = held();
  const [first, second, third, fourth] = [job(), job(), job(), job()];
  await turn();
  third.cancel();
  expect(await third.done).toBe("cancelled");
  started[0]?.end(1);
  await first.done;
  await turn();
  expect(started).toHaveLength(3);
  started[1]?.end(2);
  started[2]?.end(4);
  expect(await Promise.all([second.done, fourth.done])).toEqual([2, 4]);
});
