import { describe, expect, it } from "vitest";
import { RowWindows, windowLength } from "../../../renderer/ui/windows.ts";

interface Asked {
  from: number;
  count: number;
  answer(answer: { total: number; state: number } | null): Promise<void>;
}

/** Windows whose questions are answered by the test: the row at a place is its place and the state it was read in. */
function table() {
  const asked: Asked[] = [];
  let changes = 0;
  const windows = new RowWindows<string>(
    (from, count) =>
      new Promise((resolve) =>
        asked.push({
          from,
          count,
          answer: async (given) => {
            const rows = given
              ? Array.from(
                  { length: Math.max(0, Math.min(count, given.total - from)) },
                  (_, at) => `${from + at} in ${given.state}`,
                )
              : [];
            resolve(given && { ...given, rows });
            await Promise.resolve();
            await Promise.resolve();
          },
        }),
      ),
    () => {
      changes += 1;
    },
  );
  return { windows, asked, changes: () => changes, last: () => asked.at(-1) as Asked };
}

describe("the windows of a table", () => {
  it("are asked for once, however often their rows are seen", async () => {
    const { windows, asked, changes, last } = table();
    windows.see(0, 20);
    windows.see(1, 21);
    windows.see(2, 22);
    expect(asked.map(({ from, count }) => [from, count])).toEqual([[0, windowLength]]);
    expect([windows.total, windows.at(3)]).toEqual([null, null]);
    await last().answer({ total: 1_000_000, state: 1 });
    expect([windows.total, windows.at(3), changes()]).toEqual([1_000_000, "3 in 1", 1]);
    windows.see(90, 110);
    windows.see(95, 115);
    expect(asked.map(({ from }) => from)).toEqual([0, 100]);
  });

  it("are kept around what is seen, and nowhere else", async () => {
    const { windows, last, asked } = table();
    windows.see(0, 20);
    await last().answer({ total: 1_000_000, state: 1 });
    windows.see(300, 320);
    await last().answer({ total: 1_000_000, state: 1 });
    expect(windows.at(0)).toBe("0 in 1");
    windows.see(500_000, 500_020);
    await last().answer({ total: 1_000_000, state: 1 });
    expect([windows.at(0), windows.at(300), windows.at(500_001)]).toEqual([null, null, "500001 in 1"]);
    windows.see(0, 20);
    expect(asked.at(-1)?.from).toBe(0);
  });

  it("ask for no rows beyond the last", async () => {
    const { windows, asked, last } = table();
    windows.see(0, 20);
    await last().answer({ total: 120, state: 1 });
    windows.see(100, 240);
    expect(asked.map(({ from }) => from)).toEqual([0, 100]);
  });

  it("show older rows until the new ones are there, and drop what was asked for before", async () => {
    const { windows, asked, last } = table();
    windows.see(0, 20);
    await last().answer({ total: 200, state: 1 });
    windows.see(90, 110);
    const late = last();
    windows.refresh();
    expect(asked.map(({ from }) => from)).toEqual([0, 100, 0, 100]);
    await late.answer({ total: 200, state: 1 });
    expect([windows.at(5), windows.at(105)]).toEqual(["5 in 1", null]);
    await asked[2]?.answer({ total: 150, state: 2 });
    await asked[3]?.answer({ total: 150, state: 2 });
    expect([windows.at(5), windows.at(105), windows.at(160), windows.total]).toEqual([
      "5 in 2",
      "105 in 2",
      null,
      150,
    ]);
  });

  it("read again what is seen when another state arrives", async () => {
    const { windows, asked, last } = table();
    windows.see(0, 20);
    await last().answer({ total: 300, state: 1 });
    windows.see(80, 120);
    await last().answer({ total: 300, state: 2 });
    expect(asked.map(({ from }) => from)).toEqual([0, 100, 0]);
    expect([windows.at(80), windows.at(100)]).toEqual(["80 in 1", "100 in 2"]);
    await last().answer({ total: 300, state: 2 });
    expect(windows.at(80)).toBe("80 in 2");
  });

  it("say when rows could not be read, and read them when asked again", async () => {
    const { windows, asked, last } = table();
    windows.see(0, 20);
    await last().answer(null);
    expect([windows.failed, windows.total]).toEqual([true, null]);
    windows.refresh();
    await last().answer({ total: 1, state: 1 });
    expect([windows.failed, windows.total, asked.length]).toEqual([false, 1, 2]);
  });

  it("change nothing more once their view is another", async () => {
    const { windows, changes, last } = table();
    const close = windows.open();
    windows.see(0, 20);
    close();
    await last().answer({ total: 5, state: 1 });
    expect([windows.total, changes()]).toEqual([null, 0]);
  });

  it("give the rows of a range, those that are there without asking", async () => {
    const { windows, asked, last } = table();
    windows.see(0, 20);
    await last().answer({ total: 250, state: 1 });
    const rows = windows.between(98, 205, 50);
    await last().answer({ total: 250, state: 1 });
    await last().answer({ total: 250, state: 1 });
    await last().answer({ total: 250, state: 1 });
    const read = await rows;
    expect(asked.slice(1).map(({ from, count }) => [from, count])).toEqual([
      [100, 50],
      [150, 50],
      [200, 5],
    ]);
    expect([read?.length, read?.[0], read?.at(-1)]).toEqual([107, "98 in 1", "204 in 1"]);
  });
});
