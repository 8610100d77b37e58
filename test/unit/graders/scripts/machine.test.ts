import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, it } from "vitest";
import { createMachine } from "../../../../main/graders/scripts/machine.ts";

const wasm = new WebAssembly.Module(
  readFileSync(createRequire(import.meta.url).resolve("quickjs-wasi/quickjs.wasm")),
);

async function machine(source: string) {
  const made = await createMachine(wasm, source);
  if ("error" in made) throw new Error(`${made.error}: ${made.said}`);
  return { ...made, run: (input: unknown = {}) => made.run(JSON.stringify(input)) };
}

const grading = (body: string) => machine(`function grade({ item, answer }) { ${body} }`);

it.each([
  ["return 0.25", { score: 0.25, passed: null, said: null }],
  ["return true", { score: 1, passed: true, said: null }],
  ["return false", { score: 0, passed: false, said: null }],
  ["return { score: 3, passed: false, said: 'three' }", { score: 3, passed: false, said: "three" }],
  ["return { score: answer === item.x }", { score: 1, passed: null, said: null }],
])("takes what `%s` gives", async (body, value) => {
  const { run } = await grading(body);
  expect(run({ item: { x: "a" }, answer: "a" })).toEqual({ value });
});

it.each([
  ["return undefined", "script_result"],
  ["return '1'", "script_result"],
  ["return NaN", "script_result"],
  ["return Infinity", "script_result"],
  ["return null", "script_result"],
  ["return 1n", "script_result"],
  ["return Symbol()", "script_result"],
  ["return { passed: true }", "script_result"],
  ["return { score: 1, passed: 'yes' }", "script_result"],
  ["return { score: 1, said: {} }", "script_result"],
  ["return Promise.resolve(1)", "script_promise"],
  ["return (async () => 1)()", "script_promise"],
  ["return { score: 1, then() {} }", "script_promise"],
  ["throw new Error('no')", "script_threw"],
  ["throw null", "script_threw"],
  ["(function f() { f(); })()", "script_threw"],
  ["return { get score() { throw new Error('got') } }", "script_threw"],
  ["return new Proxy({}, { get() { throw new Error('trap') } })", "script_threw"],
  ["return new Proxy({}, { get() { while (true); } })", "script_time"],
  ["while (true);", "script_time"],
  ["throw Object.defineProperty(new Error(), 'message', { get() { while (true); } })", "script_time"],
  ["while (true) try { while (true); } finally { continue; }", "script_time"],
  ["return /^(a+)+$/.test('a'.repeat(40) + 'b')", "script_time"],
  ["const all = []; while (true) all.push(new Array(10000).fill(1))", "script_memory"],
  ["return { score: 1, said: 'x'.repeat(2 ** 28) }", "script_memory"],
  ["let text = 'x'; while (true) text += text", "script_memory"],
])("refuses `%s`, and grades the next answer as before", async (body, error) => {
  const { run, isSpent } = await machine(
    `function grade({ answer }) { if (answer === "good") return 0.5; ${body} }`,
  );
  expect(run({ answer: "bad" })).toMatchObject({ error });
  if (!isSpent())
    expect(run({ answer: "good" })).toEqual({ value: { score: 0.5, passed: null, said: null } });
});

it("cuts what is said", async () => {
  const { run } = await grading("return { score: 1, said: 'x'.repeat(1e6) }");
  expect(run()).toEqual({ value: { score: 1, passed: null, said: "x".repeat(1000) } });
});

it("has nothing of a host", async () => {
  const names = [
    ...["fetch", "require", "process", "console", "setTimeout", "setInterval", "module", "exports", "Buffer"],
    ...["XMLHttpRequest", "WebSocket", "Worker", "WebAssembly", "crypto", "navigator", "std", "os", "print"],
  ];
  const { run } = await grading(
    `const there = item.names.filter((name) => name in globalThis); return { score: there.length, said: there.join() }`,
  );
  expect(run({ item: { names } })).toEqual({ value: { score: 0, passed: null, said: null } });
});

it.each([
  `this.constructor.constructor("return process")()`,
  `(function(){}).constructor("return this.process.mainModule")()`,
  `new Error().stack.constructor.constructor("return require('fs')")()`,
  `[].constructor.constructor("return import.meta")()`,
  `({}).__proto__.constructor.constructor("return fetch('http://127.0.0.1')")()`,
])("does not reach the host by `%s`", async (way) => {
  const { run } = await grading(`return (${way}) ? 1 : 0`);
  expect(run()).toMatchObject({ error: "script_threw" });
});

it("imports nothing", async () => {
  const made = await createMachine(wasm, `import fs from "node:fs"; function grade() { return 1 }`);
  expect(made).toMatchObject({ error: "script_unread" });
  const { run } = await grading(`let got = 0; import("node:fs").then(() => { got = 1 }); return got`);
  expect(run()).toMatchObject({ value: { score: 0 } });
});

it("changes no prototype of the host, and is not fooled by changes to its own", async () => {
  const { run } = await machine(`
    Object.prototype.polluted = 1; Object.prototype.toJSON = () => "x"; Array.prototype.join = () => "y";
    JSON.parse = () => 0; JSON.stringify = () => "z"; String.prototype.slice = () => "w";
    globalThis.JSON = null; Reflect.apply = null;
    function grade() { return JSON_said }
    const JSON_said = { score: 0.5, said: "as it is" };
  `);
  expect(run({ __proto__: null, answer: "a" })).toEqual({
    value: { score: 0.5, passed: null, said: "as it is" },
  });
  expect("polluted" in {}).toBe(false);
});

it("gives each answer the same, whatever came before", async () => {
  const { run } = await machine(`
    let count = 0; const seen = [];
    function grade({ answer }) {
      count += 1; seen.push(answer); globalThis.left = (globalThis.left ?? 0) + 1; Array.prototype.mark = answer;
      return { score: count + seen.length + globalThis.left, said: [Math.random(), Date.now(), new Date().toISOString(), performance.now()].join() };
    }`);
  const first = run({ answer: "a" });
  run({ answer: "b" });
  run({ answer: "c".repeat(100_000) });
  expect(run({ answer: "a" })).toEqual(first);
  expect(first).toMatchObject({
    value: { score: 3, said: expect.stringContaining("2026-01-01T00:00:00.000Z") },
  });
});

it.each([
  ["function grade( {", "script_unread"],
  ["throw new Error('at once')", "script_unread"],
  ["const other = 1", "script_no_function"],
  ["const grade = 1", "script_no_function"],
  ["while (true);", "script_time"],
])("does not take `%s`", async (source, error) => {
  expect(await createMachine(wasm, source)).toMatchObject({ error });
});
