import { expect, it } from "vitest";
import { createDepartures } from "../../../main/runs/request-spacing.ts";

it("lets requests leave in their order, each after the one before has had its time", async () => {
  const departures = createDepartures(20);
  const left: { name: string; at: number }[] = [];
  const leave = async (name: string) => {
    await departures.next();
    left.push({ name, at: performance.now() });
  };
  await Promise.all(["a", "b", "c", "d"].map(leave));
  expect(left.map(({ name }) => name).join("")).toBe("abcd");
  const gaps = left.slice(1).map(({ at }, index) => at - (left[index]?.at ?? 0));
  for (const gap of gaps) expect(gap).toBeGreaterThan(18);
  // Whoever comes later does not wait for what is long gone.
  const asked = performance.now();
  await leave("e");
  expect((left.at(-1)?.at ?? 0) - asked).toBeLessThan(40);
});
