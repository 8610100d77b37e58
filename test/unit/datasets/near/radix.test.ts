import { expect, it } from "vitest";
import { equalIn, orderOf } from "../../../../main/datasets/near/radix.ts";
import { seededRandom } from "../../../../main/statistics/random.ts";

function sorted(values: Uint32Array): Uint32Array {
  const steps = orderOf(values, new Uint32Array(values.length), new Uint32Array(values.length));
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

it("places are in the order of their values, equal ones in their own, and lie beside each other", () => {
  const random = seededRandom(1);
  const few = Array.from({ length: 300 }, () => Math.floor(random() * 2 ** 32));
  // Values that differ in one half of their bits only.
  few.push(1, 0x10001, 0x20001, 0x20000, 0xffff0001, 0xffffffff, 0);
  const values = Uint32Array.from({ length: 5_000 }, () => few[Math.floor(random() * few.length)] ?? 0);
  const expected = [...values.keys()].sort((one, other) => (values[one] ?? 0) - (values[other] ?? 0));
  const order = sorted(values);
  expect([...order]).toEqual(expected);
  const runs = [...equalIn(values, order)].filter((run) => run !== null);
  expect(runs.length).toBe(new Set(values).size);
  expect(
    runs.every(({ from, to }) => new Set([...order.subarray(from, to)].map((at) => values[at])).size === 1),
  ).toBe(true);
});

it("single values are no run, and nothing has none", () => {
  const values = Uint32Array.of(3, 1, 2, 1);
  expect([...equalIn(values, sorted(values))]).toEqual([{ from: 0, to: 2 }]);
  expect([...equalIn(new Uint32Array(), sorted(new Uint32Array()))]).toEqual([]);
});
