import { describe, expect, it } from "vitest";
import { importLimit, readModel, writeModel } from "../../../main/models/transfer.ts";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import { stored } from "./model.ts";

const model = stored({
  systemPrompt: "Be brief.",
  parameters: { temperature: 0.2 },
  notes: "n",
  tags: ["fast"],
  datasets: ["file"],
});
const written = () => JSON.parse(writeModel(model, false)) as Record<string, unknown>;
const changed = (change: object) => JSON.stringify({ ...written(), ...change });

const refusal = (text: string): Record<string, string> => {
  try {
    readModel(text);
  } catch (error) {
    const { code, parameters } = (error as { diagnosis: Diagnosis }).diagnosis;
    expect(code).toBe("import_refused");
    return parameters;
  }
  throw new Error("It was taken");
};

describe("a model as a file", () => {
  it("comes back as it was, without ids and files", () => {
    const { id: _id, connectionId: _connection, createdAt: _made, updatedAt: _changed, ...rest } = model;
    expect(readModel(writeModel(model, true))).toEqual({ ...rest, datasets: [], sandbox: true });
    expect(writeModel(model, false)).not.toMatch(/"(id|connectionId|datasets|key|account)"/);
  });

  it("is refused where it is something else", () => {
    expect(refusal("no json").why).toBe("json");
    expect(refusal("[]").why).toBe("format");
    expect(refusal(changed({ format: "assay-conversation" })).why).toBe("format");
    expect(refusal(changed({ version: 2 })).why).toBe("version 2");
    expect(refusal(changed({ version: "x" })).why).toBe("version");
    expect(refusal(" ".repeat(importLimit + 1)).why).toBe("too_large");
    expect(refusal(changed({ name: "   " })).why).toBe("name");
    expect(refusal(changed({ name: "x".repeat(121) })).why).toBe("name");
    expect(refusal(changed({ deployment: "" })).why).toBe("deployment");
    expect(refusal(changed({ systemPrompt: "x".repeat(100_001) })).why).toBe("systemPrompt");
    expect(refusal(changed({ parameters: { temperature: 9 } })).why).toBe("parameters.temperature");
    expect(refusal(changed({ parameters: { toolbox: [] } })).why).toBe("parameters");
    expect(refusal(changed({ tags: ["x".repeat(41)] })).why).toBe("tags.0");
    expect(refusal(changed({ tags: Array(21).fill("x") })).why).toBe("tags");
    for (const endpoint of ["javascript:alert(1)", "file:///etc/passwd", "nowhere"]) {
      const connection = { name: "x", endpoint, sandbox: false };
      expect(refusal(changed({ connection })).why).toBe("connection.endpoint");
    }
  });

  it("is refused where a name reaches an object's prototype, at any depth", () => {
    for (const name of ["__proto__", "constructor", "prototype"]) {
      const text = changed({}).replace('"notes":"n"', `"notes":"n","deeper":[{"${name}":{"polluted":true}}]`);
      expect(text).toContain(name);
      expect(refusal(text).why).toBe("names");
    }
    expect("polluted" in {}).toBe(false);
  });

  it("loses a key that somebody added, and NUL", () => {
    const connection = { name: "x", endpoint: "https://a.openai.azure.com", sandbox: false, key: "secret" };
    const read = readModel(changed({ connection, apiKey: "secret", notes: "a\0b" }));
    expect(JSON.stringify(read)).not.toContain("secret");
    expect(read.notes).toBe("ab");
  });

  it("counts what it says to know as unknown where it cannot be", () => {
    const { known } = readModel(changed({ known: { model: 5, capabilities: "all", retiresAt: 7 } }));
    expect(known).toMatchObject({ model: null, capabilities: null, retiresAt: 7, price: null });
  });
});

describe("what a model was tuned from", () => {
  const ancestry = {
    model: "gpt-4.1-mini-2025-04-14.ft-1",
    base: "gpt-4.1-mini-2025-04-14",
    jobs: [
      {
        jobId: "ftjob-1",
        resource: "lab.openai.azure.com",
        name: "Support",
        step: 20,
        data: { name: "Tickets", version: 3 },
      },
    ],
  };
  const tuned = JSON.parse(writeModel({ ...model, ancestry }, false)) as Record<string, unknown>;

  it("goes along with its file", () => {
    expect(readModel(JSON.stringify(tuned)).ancestry).toEqual(ancestry);
  });

  it("is not known where a file is older, or has something else in its place", () => {
    expect(readModel(JSON.stringify({ ...tuned, ancestry: undefined })).ancestry).toBeNull();
    expect(readModel(JSON.stringify({ ...tuned, ancestry: { jobs: 4 } })).ancestry).toBeNull();
    const odd = { ...ancestry, base: 4, jobs: [{ ...ancestry.jobs[0], data: "x" }] };
    expect(readModel(JSON.stringify({ ...tuned, ancestry: odd })).ancestry).toMatchObject({
      base: null,
      jobs: [{ jobId: "ftjob-1", data: null }],
    });
  });
});
