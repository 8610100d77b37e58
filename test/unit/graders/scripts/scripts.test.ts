import { describe, expect, it } from "vitest";
import { compilePattern } from "../../../../main/graders/scripts/patterns.ts";
import { mostLate, runsOf } from "../../../../main/graders/scripts/runs.ts";
import { createScripts, isAllowed, scriptHash } from "../../../../main/graders/scripts/scripts.ts";
import { bundledScripts } from "../../../fakes/script-worker.ts";

const scripts = await bundledScripts({ start: 20_000, answer: 700 });

describe("the worker, from its bundle", () => {
  it("runs a script", () => {
    const source = "function grade({ answer }) { return answer.length }";
    expect(scripts.run(source, { answer: "four" })).toEqual({
      value: { score: 4, passed: null, said: null },
    });
  });

  it("ends what nothing can interrupt, and runs the next script", () => {
    const hanging = "function grade() { return 'a'.repeat(8e6).indexOf('a'.repeat(1e6) + 'b') }";
    expect(scripts.run(hanging, {})).toEqual({ error: "script_time", said: null });
    expect(scripts.run("function grade() { return true }", {})).toMatchObject({ value: { score: 1 } });
  });

  it.each([
    "JSON.parse('['.repeat(200000))",
    "new Function('('.repeat(200000))()",
    "let p = {}; for (let i = 0; i < 50000; i++) p = new Proxy(p, {}); p.x",
    "const all = []; while (true) all.push(new Uint8Array(1e6))",
  ])("goes on after a machine was broken by %s", (body) => {
    const source = `function grade({ bad }) { if (bad) { ${body} } return 0.5 }`;
    expect(scripts.run(source, { bad: true })).toHaveProperty("error");
    expect(scripts.run(source, { bad: false })).toMatchObject({ value: { score: 0.5 } });
  });

  it("keeps working with more scripts than it keeps machines", () => {
    for (const number of [...Array(12).keys(), 0])
      expect(scripts.run(`function grade() { return ${number} }`, {})).toMatchObject({
        value: { score: number },
      });
  });

  it("says that it could not be started", () => {
    const broken = createScripts("/nowhere/worker.cjs", { start: 200, answer: 100 });
    expect(broken.run("function grade() { return 1 }", {})).toEqual({
      error: "script_unavailable",
      said: null,
    });
    broken.close();
  });

  it("ends a slow pattern", () => {
    const matches = compilePattern("^(a+)+$", "", scripts);
    expect(matches(`${"a".repeat(50)}b`)).toEqual({ error: "pattern_slow" });
    expect(matches("aaa")).toBe(true);
    expect(matches("b")).toBe(false);
  });
});

describe("runs of a script", () => {
  const late = { error: "script_time", said: null } as const;

  it("are given up where each of the first took too long", () => {
    let asked = 0;
    const run = runsOf(
      {
        run: () => {
          asked += 1;
          return late;
        },
      },
      "",
    );
    for (let row = 0; row < mostLate; row += 1) expect(run({}, 0)).toEqual(late);
    expect(run({}, 0)).toEqual({ error: "gave_up", said: null });
    expect(asked).toBe(mostLate);
  });

  it("go on where one of them did not", () => {
    const value = { score: 1, passed: null, said: null };
    const run = runsOf({ run: (_, input) => (input === "good" ? { value } : late) }, "");
    run("good", 0);
    for (let row = 0; row < 2 * mostLate; row += 1) expect(run("bad", 0)).toEqual(late);
    expect(run("good", 0)).toEqual({ value });
  });
});

it("a script is known by the SHA-256 of its source", () => {
  // FIPS 180-2, appendix B.1.
  expect(scriptHash("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect(isAllowed("abc", [scriptHash("abc")])).toBe(true);
  expect(isAllowed("abd", [scriptHash("abc")])).toBe(false);
});
