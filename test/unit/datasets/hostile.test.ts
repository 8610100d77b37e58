import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { recordsOf } from "../../../main/datasets/reading/records.ts";
import { FoundryError } from "../../../main/foundry/error.ts";
import type { Mapping } from "../../../preload/contract/dataset-shapes.ts";
import { temporaryProfiles } from "../profile.ts";
import { linesOf } from "../sandbox/training-client.ts";
import { serviceIn } from "./service.ts";

// A computer that is shared takes longer; what each may take is said below.
vi.setConfig({ testTimeout: 60_000 });

const makeProfile = temporaryProfiles();

let folder: string;
let service: ReturnType<typeof serviceIn>;

beforeEach(() => {
  folder = makeProfile();
  service = serviceIn(folder);
});

/** Rows of an evaluation are kept as they are. */
const asTheyAre: Mapping = { shape: "columns", method: "evaluation", fields: {}, keep: [] };

const at = (name: string) => join(folder, name);
const put = (name: string, content: string | Uint8Array) => {
  writeFileSync(at(name), content);
  return { path: at(name) };
};

/** Why a file is not taken, at the intake or by the import; null where it was. */
async function refusal(...files: { path: string }[]): Promise<string | null> {
  try {
    const { dataset } = await service.imported(...files);
    return dataset.problem?.code ?? null;
  } catch (error) {
    if (error instanceof FoundryError) return error.diagnosis.code;
    throw error;
  }
}

/** The rows of a file that was imported and checked, each with what was found in it. */
async function checkedRows(
  file: { path: string } | { name: string; text: string },
  method: "supervised" | "evaluation",
) {
  const { dataset, intake } = await service.importedAs(method === "evaluation" ? asTheyAre : null, file);
  expect(dataset).toMatchObject({ state: "ready", problem: null });
  const { problem } = await service.checked(dataset.id, method);
  expect(problem).toBeNull();
  const rows = await service.rowsOf(dataset.id);
  return {
    intake,
    dataset,
    rows: rows.map(({ text, line, findings }) => ({ text, line, rules: findings.map(({ rule }) => rule) })),
  };
}

/** Whether a work takes no longer than so many seconds, and no more than so many megabytes of memory beyond what there is. */
async function within<Value>(seconds: number, megabytes: number, work: () => Promise<Value>): Promise<Value> {
  const before = process.memoryUsage().rss;
  const begun = performance.now();
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 20);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    expect((performance.now() - begun) / 1000).toBeLessThan(seconds);
    expect((most - before) / 2 ** 20).toBeLessThan(megabytes);
  }
}

describe("a file that is none", () => {
  it("such as a pipe, a device, a folder without data, a socket or a loop of links is refused at once", async () => {
    execFileSync("mkfifo", [at("pipe.jsonl")]);
    mkdirSync(at("empty"));
    symlinkSync(at("loop.jsonl"), at("loop.jsonl"));
    const server = createServer().listen(at("socket.jsonl"));
    await new Promise((resolve) => server.once("listening", resolve));
    mkdirSync(at("looped"));
    symlinkSync(at("looped"), join(at("looped"), "again"));
    symlinkSync("/dev/zero", at("zero.jsonl"));
    await within(5, 100, async () => {
      for (const name of ["pipe.jsonl", "loop.jsonl", "socket.jsonl", "zero.jsonl", "nowhere.jsonl"])
        expect([name, await refusal({ path: at(name) })]).toEqual([name, "dataset_unreadable"]);
      for (const path of ["/dev/zero", "/dev/stdin", "/dev/null"])
        expect([path, await refusal({ path })]).toEqual([path, "dataset_unreadable"]);
      for (const name of ["empty", "looped"])
        expect([name, await refusal({ path: at(name) })]).toEqual([name, "dataset_no_files"]);
    });
    server.close();
  });

  it.skipIf(process.getuid?.() === 0)("nor one that may not be read", async () => {
    chmodSync(put("closed.jsonl", "{}").path, 0);
    expect(await refusal({ path: at("closed.jsonl") })).toBe("dataset_unreadable");
  });

  it("among good ones is told beside them", async () => {
    put("a.jsonl", linesOf([{ a: 1 }]));
    put("b.jsonl", new Uint8Array([0, 1, 2, 0, 0xff, 0xfe]));
    const { intake, dataset } = await service.imported({ path: at("a.jsonl") }, { path: at("b.jsonl") });
    expect(intake.refused.map(({ name }) => name)).toEqual(["b.jsonl"]);
    expect(dataset.rows).toBe(1);
  });
});

describe("a file that is too much", () => {
  it("such as one line of 2 GB is refused before it is read to its end", async () => {
    const { path } = put("line.jsonl", '{"messages":[');
    truncateSync(path, 2 * 2 ** 30);
    await within(10, 700, async () => {
      expect(await refusal({ path })).toMatch(/^dataset_(binary|bad_line)$/);
    });
    // And one that begins as a text of many lines does.
    const long = put("long.jsonl", `${linesOf([{ a: 1 }])}{"a":"${"x".repeat(70_000)}`);
    appendFileSync(long.path, Buffer.alloc(80 * 2 ** 20, 0x78));
    await within(20, 900, async () => {
      expect(await refusal(long)).toBe("dataset_bad_line");
    });
  });

  it("such as a bomb is refused, and so is one in another", async () => {
    const bomb = put("bomb.jsonl.gz", gzipSync(Buffer.alloc(200 * 2 ** 20, 0x20)));
    await within(20, 400, async () => {
      expect(await refusal(bomb)).toMatch(/^dataset_(bomb|bad_line)$/);
    });
    expect(await refusal(put("twice.jsonl.gz", gzipSync(gzipSync("{}"))))).toBe("dataset_gzip_twice");
    expect(await refusal(put("cut.jsonl.gz", gzipSync(linesOf([{ a: 1 }])).subarray(0, 20)))).toBe(
      "dataset_gzip",
    );
  });

  it("such as 100,000 levels in one row or in an array is a finding, and the rows beside it are there", async () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const lines = ['{"a":1}', `{"a":${deep}}`, '{"a":2}'];
    for (const [name, text] of [
      ["deep.jsonl", lines.join("\n")],
      ["deep.json", `[${lines.join(",\n")}]`],
    ] as const) {
      const { rows } = await within(10, 400, () => checkedRows(put(name, text), "evaluation"));
      expect(rows.map((row) => row.text)).toEqual(lines);
      expect(rows[1]?.rules).toContain("nested_too_deeply");
      expect([rows[0]?.rules, rows[2]?.rules]).toEqual(
        [[], []].map(() => expect.not.arrayContaining(["nested_too_deeply"])),
      );
    }
  });

  it("such as 100,000 columns is refused", async () => {
    const columns = Array.from({ length: 100_000 }, (_, index) => `c${index}`);
    const file = put("wide.csv", `${columns.join(",")}\n${columns.join(",")}\n`);
    await within(10, 400, async () => expect(await refusal(file)).toBe("dataset_bad_line"));
  });

  it("such as a cell of 100 MB is told by its line", async () => {
    const { path } = put("cell.csv", 'a,b\n1,2\n3,"');
    for (let piece = 0; piece < 10; piece += 1) appendFileSync(path, Buffer.alloc(10 * 2 ** 20, 0x78));
    appendFileSync(path, '"\n');
    await within(20, 900, async () => {
      expect(await refusal({ path })).toBe("dataset_bad_line");
    });
  });

  it("such as numbers of a million digits and 1e999 keeps what is written", async () => {
    const lines = [
      `{"a":${"9".repeat(1_000_000)}}`,
      '{"a":1e999}',
      '{"a":-0.0}',
      '{"a":1.00000000000000000001}',
    ];
    const { rows } = await within(10, 400, () =>
      checkedRows(put("numbers.jsonl", lines.join("\n")), "evaluation"),
    );
    expect(rows.map(({ text }) => text)).toEqual(lines);
  });
});

describe("a file that changes", () => {
  it.each([
    ["grows", (path: string) => appendFileSync(path, '{"a":"more"}\n')],
    ["shrinks", (path: string) => truncateSync(path, 10)],
    ["vanishes", (path: string) => rmSync(path)],
  ])("and %s while it is read is refused", async (_, change) => {
    const { path } = put(
      "moving.jsonl",
      linesOf(Array.from({ length: 20_000 }, (_, a) => ({ a: `row ${a} of many` }))),
    );
    let error: unknown = null;
    let isFirst = true;
    try {
      for await (const _batch of recordsOf({ path }, { format: "jsonl" })) {
        if (isFirst) change(path);
        isFirst = false;
      }
    } catch (thrown) {
      error = thrown;
    }
    expect(error instanceof FoundryError && error.diagnosis.code).toBe("dataset_changed");
  });

  it("between the intake and the import leaves a dataset that says so", async () => {
    const { path } = put("gone.jsonl", linesOf([{ a: 1 }, { a: 2 }]));
    const { id } = await service.datasets.intake([{ path }]);
    rmSync(path);
    const dataset = await service.datasets.importIntake({
      intakeId: id,
      name: "Gone",
      into: null,
      mayNeedMuch: false,
    });
    expect(await service.settled(dataset.id)).toMatchObject({
      state: "interrupted",
      problem: { code: "dataset_unreadable" },
    });
  });
});

describe("what stands in a file", () => {
  const odd = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"];

  it("may have the names that every object has, as columns and as keys in every shape", async () => {
    const csv = `${odd.join(",")}\n${odd.map((_, index) => `v${index}`).join(",")}\n`;
    const table = await checkedRows(put("odd.csv", csv), "evaluation");
    expect(table.rows[0]?.text).toBe(`{${odd.map((name, index) => `"${name}":"v${index}"`).join(",")}}`);
    const own = `{${odd.map((name) => `"${name}":{"a":1}`).join(",")}}`;
    const shapes = [
      `{"messages":[{"role":"user","content":"Hi","__proto__":1},{"role":"assistant","content":"Hello"}],"constructor":${own}}`,
      `{"prompt":"Hi","completion":"Hello","__proto__":${own}}`,
      `{"instruction":"Hi","input":"","output":"Hello","toString":${own}}`,
      `{"conversations":[{"from":"human","value":"Hi"},{"from":"gpt","value":"Hello"}],"hasOwnProperty":${own}}`,
      `{"input":{"messages":[{"role":"user","content":"Hi"}]},"preferred_output":[{"role":"assistant","content":"A"}],"non_preferred_output":[{"role":"assistant","content":"B"}],"__proto__":${own}}`,
      own,
    ];
    for (const line of shapes) {
      const { rows } = await checkedRows(put("odd.jsonl", `${line}\n${line}\n`), "supervised");
      expect(rows).toHaveLength(2);
      expect(rows.every(({ text }) => typeof JSON.parse(text) === "object")).toBe(true);
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as { a?: number }).a).toBeUndefined();
  });

  it("stays as it is: duplicate keys, lone surrogates, NUL bytes, marks, line separators", async () => {
    const lines = [
      '{"a":1,"a":2}',
      '{"a":"\\ud83d alone"}',
      '{"a":"b\0c"}',
      '{"a":"\\u0000"}',
      '{"a":"\u2028\u0085\ufeff"}',
      '\ufeff{"a":"\0"}',
      '{"a":"cut',
    ];
    const { rows } = await checkedRows(
      { name: "odd.jsonl", text: `{"first":1}\n${lines.join("\n")}` },
      "evaluation",
    );
    expect(rows.map(({ text }) => text)).toEqual(['{"first":1}', ...lines]);
    const rulesOf = (line: number) => rows[line]?.rules;
    expect(rulesOf(1)).toContain("repeated_name");
    expect(rulesOf(2)).toContain("lone_surrogate");
    expect(rulesOf(3)).toContain("not_json");
    expect(rulesOf(4)).toContain("control_character");
    expect(rulesOf(5)).toContain("byte_order_mark");
    expect(rulesOf(6)).toContain("not_json");
    expect(rulesOf(7)).toContain("not_json");
  });

  it("is told when it is no UTF-8: Windows-1252 is recognized, and what is neither refused", async () => {
    const text = '{"a":"caf\u00e9 \u20ac"}\n{"a":"na\u00efve"}\n';
    const western = Buffer.from(text.replace("\u20ac", "\x80"), "latin1");
    const { intake, rows } = await checkedRows(put("western.jsonl", western), "evaluation");
    expect(intake.files[0]?.encoding).toBe("windows-1252");
    expect(rows.map((row) => row.text)).toEqual(text.trimEnd().split("\n"));
    const wide = await checkedRows(put("wide.jsonl", Buffer.from(`\ufeff${text}`, "utf16le")), "evaluation");
    expect(wide.rows.map((row) => row.text)).toEqual(text.trimEnd().split("\n"));
  });

  it("has a name of any kind", async () => {
    const name = `a\n\u001b[31m\u202e${"x".repeat(180)}.jsonl`;
    const { dataset, rows, intake } = await checkedRows(put(name, linesOf([{ a: 1 }])), "evaluation");
    expect(rows).toHaveLength(1);
    expect(intake.files[0]?.name).toBe(name);
    expect((await service.datasets.open({ id: dataset.id })).origins).toHaveLength(1);
    const long = await service.imported({ name: `${"y".repeat(10_000)}.jsonl`, text: linesOf([{ a: 1 }]) });
    expect(long.intake.name.length).toBeLessThanOrEqual(255);
  });
});

describe("Parquet", () => {
  it.each([
    ["garbage", Buffer.concat([Buffer.from("PAR1"), Buffer.alloc(5000, 0x5a), Buffer.from("PAR1")])],
    ["nothing but its beginning", Buffer.from("PAR1")],
    [
      "a footer longer than the file",
      Buffer.concat([Buffer.from("PAR1"), Buffer.from([0xff, 0xff, 0xff, 0x7f]), Buffer.from("PAR1")]),
    ],
    [
      "a footer of nothing",
      Buffer.concat([Buffer.from("PAR1"), Buffer.from([0, 0, 0, 0]), Buffer.from("PAR1")]),
    ],
  ])("of %s is refused", async (_, bytes) => {
    await within(5, 200, async () => expect(await refusal(put("a.parquet", bytes))).toBe("dataset_parquet"));
  });

  it("that was cut or bent anywhere is refused or read, and ends soon", async () => {
    const id = (
      await service.imported({
        name: "a.jsonl",
        text: linesOf(Array.from({ length: 40 }, (_, a) => ({ a, b: `text ${a}` }))),
      })
    ).dataset.id;
    const path = at("good.parquet");
    service.datasets.exportTo(
      { id, version: null, format: "parquet", method: "evaluation", part: null, isGzip: false },
      path,
    );
    expect((await service.settled(id)).problem).toBeNull();
    const good = readFileSync(path);
    expect(await refusal({ path })).toBeNull();
    await within(60, 800, async () => {
      for (let cut = 8; cut < good.length; cut += Math.ceil(good.length / 12))
        expect(await refusal(put("cut.parquet", good.subarray(0, cut)))).not.toBeNull();
      for (let place = 4; place < good.length; place += Math.ceil(good.length / 25)) {
        const bent = Buffer.from(good);
        bent[place] = (bent[place] ?? 0) ^ 0xff;
        expect([null, "dataset_parquet"]).toContain(await refusal(put("bent.parquet", bent)));
      }
    });
  }, 90_000);
});

it("a million tiny rows are read in bounded memory", async () => {
  const { path } = put("tiny.jsonl", "");
  for (let piece = 0; piece < 10; piece += 1) appendFileSync(path, "{}\n".repeat(100_000));
  let count = 0;
  await within(20, 300, async () => {
    for await (const records of recordsOf({ path }, { format: "jsonl" })) count += records.length;
  });
  expect(count).toBe(1_000_000);
}, 30_000);
