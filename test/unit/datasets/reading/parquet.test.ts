import { ByteWriter, ParquetWriter, parquetWriteBuffer, schemaFromColumnData } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import { recognize } from "../../../../main/datasets/reading/formats.ts";
import { parquetFacts } from "../../../../main/datasets/reading/parquet.ts";
import { given, recordsIn, refusal } from "./sources.ts";

type Columns = Parameters<typeof parquetWriteBuffer>[0]["columnData"];
const parquet = (columnData: Columns, more = {}) =>
  given("a.data", new Uint8Array(parquetWriteBuffer({ columnData, ...more })));
const values = async (columns: Columns, more = {}) =>
  (await recordsIn(parquet(columns, more))).map(({ value }) => value);

describe("Parquet", () => {
  it("is known by what is in it, and says what it is before it is read", async () => {
    const source = parquet(
      [
        { name: "id", data: [1, 2, 3], type: "INT32" },
        { name: "said", data: ["a", "b", "c"], type: "STRING" },
      ],
      { rowGroupSize: 2 },
    );
    expect(await recognize(source)).toMatchObject({ format: "parquet", columns: ["id", "said"] });
    const facts = await parquetFacts(source);
    expect(facts).toMatchObject({ rows: 3, groups: 2, columns: ["id", "said"] });
    expect(facts.largestGroup).toBeGreaterThan(2 * 4);
    expect((await recordsIn(source)).map(({ line, value }) => [line, value])).toEqual([
      [1, { id: 1, said: "a" }],
      [2, { id: 2, said: "b" }],
      [3, { id: 3, said: "c" }],
    ]);
  });

  it("has what JSON has, or what is closest to it", async () => {
    expect(
      await values([
        { name: "whole", data: [5n, 9007199254740993n, null], type: "INT64" },
        { name: "number", data: [0.5, Number.NaN, null], type: "DOUBLE" },
        { name: "moment", data: [new Date(0), new Date(1), null], type: "TIMESTAMP" },
        {
          name: "bytes",
          data: [new Uint8Array([0xc3, 0xa9]), new Uint8Array([0xff, 0]), null],
          type: "BYTE_ARRAY",
        },
        { name: "json", data: [{ a: [1] }, [2], null], type: "JSON" },
        { name: "truth", data: [true, false, null], type: "BOOLEAN" },
      ]),
    ).toEqual([
      {
        whole: 5,
        number: 0.5,
        moment: "1970-01-01T00:00:00.000Z",
        bytes: "é",
        json: { a: [1] },
        truth: true,
      },
      {
        whole: "9007199254740993",
        number: "NaN",
        moment: "1970-01-01T00:00:00.001Z",
        bytes: "/wA=",
        json: [2],
        truth: false,
      },
      {},
    ]);
  });

  it("has lists of objects, without the fields that are empty", async () => {
    const messages = [
      { role: "user", content: "Hi" },
      { role: "assistant", content: "Hello" },
    ];
    const schema = [
      { name: "root", num_children: 1 },
      { name: "messages", repetition_type: "OPTIONAL", converted_type: "LIST", num_children: 1 },
      { name: "list", repetition_type: "REPEATED", num_children: 1 },
      { name: "element", repetition_type: "OPTIONAL", num_children: 3 },
      { name: "role", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" },
      { name: "content", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" },
      { name: "name", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" },
    ];
    expect(await values([{ name: "messages", data: [messages, []] }], { schema })).toEqual([
      { messages },
      { messages: [] },
    ]);
  });

  it("that is damaged is refused, wherever", async () => {
    const { bytes } = parquet([{ name: "said", data: Array(100).fill("some text"), type: "STRING" }]) as {
      bytes: Uint8Array;
    };
    const refusals = new Set<string>();
    for (let length = 4; length < bytes.length; length += 7)
      refusals.add(
        (await refusal(() => recordsIn(given("a.parquet", bytes.subarray(0, length))))).code ?? "",
      );
    expect([...refusals]).toEqual(["dataset_parquet"]);
    const hostile = Uint8Array.from(bytes);
    new DataView(hostile.buffer).setUint32(hostile.length - 8, 0xffffffff, true);
    expect(await refusal(() => recordsIn(given("a.parquet", hostile)))).toEqual({ code: "dataset_parquet" });
  });

  it("that promises more rows than anybody could hold is refused at once", async () => {
    const columnData: Columns = [{ name: "said", data: ["a"], type: "STRING" }];
    const bytes = new ByteWriter();
    const writer = new ParquetWriter({ writer: bytes, schema: schemaFromColumnData({ columnData }) });
    writer.write({ columnData });
    for (const group of writer.row_groups) group.num_rows = 4_000_000_000n;
    writer.finish();
    const source = given("a.parquet", bytes.getBytes().slice());
    expect(await refusal(() => parquetFacts(source))).toEqual({ code: "dataset_parquet" });
  });
});
