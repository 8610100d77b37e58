import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { schemaAt, writtenSchema } from "../../../main/cli/config-schema.ts";
import { evaluationConfig } from "../../../main/cli/evaluation-config.ts";
import { asList, asObject, asText, type JsonObject } from "../../../main/foundry/json.ts";

const text = readFileSync(new URL("../../../docs/evaluate.md", import.meta.url), "utf8");

/** A line of a table: the field, what it takes, and its default. */
type Line = [field: string, takes: string, usual: string];

/** The lines of the tables under each heading. */
const sections = new Map<string, Line[]>(
  text.split(/^#+ /m).map((section) => {
    const [heading = "", ...lines] = section.split("\n");
    const cells = lines
      .filter((line) => line.startsWith("| `"))
      .map((line) => line.split("|").slice(1, -1))
      .map(([field = "", takes = "", usual = ""]): Line => [field.trim().slice(1, -1), takes, usual.trim()]);
    return [heading, cells];
  }),
);
const schema = writtenSchema(evaluationConfig);
const under = (...path: (string | number)[]): JsonObject => {
  const [first, ...rest] = path;
  const value = { connections: { c: {} }, data: {}, models: [{ parameters: {} }] };
  return schemaAt(schema, first === undefined ? [] : [first, ...rest], value) ?? {};
};
const graders = asList(asObject(asObject(asObject(schema.properties)?.graders)?.items)?.oneOf).map(
  (one) => asObject(one) ?? {},
);
const kindOf = (grader: JsonObject) => asText(asObject(asObject(grader.properties)?.kind)?.const);

/** What the fields of a schema are, as the reference has to say it. */
function holds(section: string, object: JsonObject, without: readonly string[] = []): void {
  const lines = sections.get(section) ?? [];
  const fields = Object.entries(asObject(object.properties) ?? {}).filter(
    ([name]) => !without.includes(name),
  );
  expect({ section, fields: lines.map(([field]) => field) }).toEqual({
    section,
    fields: fields.map(([name]) => name),
  });
  for (const [place, [name, field]] of fields.entries()) {
    const [, takes = "", usual = ""] = lines[place] ?? [];
    const isRequired = asList(object.required).includes(name);
    expect({ section, name, isRequired: usual === "required" }).toEqual({ section, name, isRequired });
    const { default: own, enum: values, minimum, maximum } = asObject(field) ?? {};
    if (own !== undefined && own !== null && own !== "")
      expect({ section, name, usual }).toEqual({
        section,
        name,
        usual: `\`${typeof own === "string" ? own : JSON.stringify(own)}\``,
      });
    for (const value of asList(values))
      expect({ section, name, takes }).toEqual({
        section,
        name,
        takes: expect.stringContaining(`\`${value}\``),
      });
    for (const limit of [minimum, maximum])
      if (typeof limit === "number" && Math.abs(limit) < 1e9)
        expect({ section, name, takes }).toEqual({
          section,
          name,
          takes: expect.stringContaining(limit.toLocaleString("en")),
        });
  }
}

describe("the reference of configs", () => {
  it("has every field of a config, with its default and its limits", () => {
    holds("The config", under());
    holds("A connection", under("connections", "c"));
    holds("Data", under("data"));
    holds("A model", under("models", 0));
    holds("Parameters", under("models", 0, "parameters"));
  });

  it("has every kind of grader and all of its fields", () => {
    const kinds = [...sections.keys()].filter((heading) => heading.startsWith("`"));
    expect(kinds).toEqual(graders.map((grader) => `\`${kindOf(grader)}\``));
    for (const grader of graders) holds(`\`${kindOf(grader)}\``, grader, ["kind", "id", "name"]);
    expect(sections.get("Graders")?.map(([field]) => field)).toEqual(["kind", "id", "name"]);
  });

  it("has every form of a judge's verdict", () => {
    const judge = graders.find((grader) => kindOf(grader) === "judge");
    const forms = asList(asObject(asObject(judge?.properties)?.verdict)?.oneOf).map((one) =>
      Object.keys(asObject(asObject(one)?.properties) ?? {}),
    );
    const fields = sections.get("A judge's verdict")?.map(([field]) => field);
    expect(fields).toEqual([...new Set(forms.flat())]);
  });

  it("has thresholds that are read as they are written", () => {
    const written = sections.get("Thresholds")?.map(([sentence]) => sentence) ?? [];
    const threshold = evaluationConfig.shape.thresholds;
    expect(written.length).toBeGreaterThan(8);
    for (const sentence of written)
      expect({ sentence, ok: threshold.safeParse([sentence]).success }).toEqual({ sentence, ok: true });
  });
});
