import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, describe, expect, it } from "vitest";
import {
  filesToCome,
  jobBody,
  type ReadyPlan,
  responseFormat,
} from "../../../../main/fine-tuning/plans/request.ts";
import { requestText } from "../../../../main/fine-tuning/plans/request-text.ts";
import { hyperparameterNames } from "../../../../preload/contract/tuning-plans.ts";
import { hyperparametersOf } from "../../../../preload/tuning-methods.ts";
import { json, servers } from "../../foundry/server.ts";

const serve = servers();
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});
const folder = () => {
  const path = mkdtempSync(join(tmpdir(), "assay-request-"));
  folders.push(path);
  return path;
};

const plan: ReadyPlan = {
  name: "Support",
  connectionId: "a",
  model: "gpt-4.1-mini-2025-04-14",
  method: "supervised",
  trainingType: "global",
  training: { datasetId: "d", part: null },
  validation: null,
  suffix: "",
  seed: null,
  hyperparameters: {},
  grader: null,
  responseFormat: "",
  wandb: null,
};
const files = { training: "file-1", validation: null };
const grader = {
  type: "string_check" as const,
  name: "it's",
  input: "{{sample.output_text}}",
  reference: "{{item.answer}}",
  operation: "eq" as const,
};

describe("the body of a job", () => {
  it("has the training type always, and of the hyperparameters those that are set", () => {
    expect(jobBody(plan, files, null)).toEqual({
      model: "gpt-4.1-mini-2025-04-14",
      training_file: "file-1",
      trainingType: "GlobalStandard",
      method: { type: "supervised", supervised: {} },
    });
    const types = (["standard", "datazone", "global", "developer"] as const).map(
      (trainingType) => jobBody({ ...plan, trainingType }, files, null).trainingType,
    );
    expect(types).toEqual(["Standard", "DataZoneStandard", "GlobalStandard", "developerTier"]);
    expect(
      jobBody({ ...plan, seed: 0, suffix: "a" }, { ...files, validation: "file-2" }, null),
    ).toMatchObject({
      ...{ seed: 0, suffix: "a", validation_file: "file-2" },
    });
  });

  it("has the hyperparameters of its method and no others", () => {
    const everything = Object.fromEntries(hyperparameterNames.map((name) => [name, 1]));
    for (const method of ["supervised", "preference", "reinforcement"] as const) {
      const { method: said } = jobBody({ ...plan, method, hyperparameters: everything }, files, null);
      const type = method === "preference" ? "dpo" : method;
      const sent = (said as Record<string, { hyperparameters: object }>)[type]?.hyperparameters ?? {};
      expect(said).toMatchObject({ type });
      expect(Object.keys(sent)).toEqual(hyperparametersOf[method]);
    }
  });

  it("has grader and response format of reinforcement, and Weights & Biases without what is empty", () => {
    const schema = { type: "object", properties: { a: { type: "string" } } };
    const body = jobBody(
      {
        ...plan,
        method: "reinforcement",
        grader,
        responseFormat: JSON.stringify(schema),
        wandb: { project: "p", name: "", entity: "", tags: [] },
      },
      files,
      "our-job",
    );
    expect(body).toMatchObject({
      method: {
        type: "reinforcement",
        reinforcement: {
          grader,
          response_format: { type: "json_schema", json_schema: { name: "answer", schema, strict: true } },
        },
      },
      integrations: [{ type: "wandb", wandb: { project: "p" } }],
      metadata: { assay_job: "our-job" },
    });
    expect(body.integrations).toEqual([{ type: "wandb", wandb: { project: "p" } }]);
  });
});

it("a response format is taken as a schema, with a name, or whole; anything else is none", () => {
  const named = { name: "n", schema: { type: "object" } };
  expect(responseFormat(" ")).toBeNull();
  expect(responseFormat(JSON.stringify(named))).toEqual({ type: "json_schema", json_schema: named });
  expect(responseFormat(JSON.stringify({ type: "json_schema", json_schema: named }))).toEqual({
    type: "json_schema",
    json_schema: named,
  });
  for (const none of [
    "{",
    "7",
    "[]",
    "{}",
    '{"type":"json_schema"}',
    '{"type":"json_schema","json_schema":{"name":"n"}}',
  ])
    expect(responseFormat(none)).toBeUndefined();
});

const awkward = `it's "quoted" $HOME \`id\` $(id) \\n é`;
const body = jobBody(
  { ...plan, method: "reinforcement", grader: { ...grader, name: awkward }, seed: 3 },
  { training: filesToCome.training, validation: filesToCome.validation },
  null,
);
const sent = (url: string, more: object = {}) =>
  requestText({
    ...{ url, body, keyHeader: "api-key", isToken: false, extraHeaders: ["X-Team"] },
    files: [
      { name: "Jo's rows-v1.jsonl", placeholder: filesToCome.training },
      { name: "check-v2.jsonl", placeholder: filesToCome.validation },
    ],
    ...more,
  });
const secret = "s3cr3t";

it.runIf(spawnSync("curl", ["--version"]).status === 0)(
  "the calls of curl send the files and then the job as it is, with the key from the environment",
  async () => {
    const { origin, seen } = await serve(({ path }, response) => {
      const id = path.endsWith("/files") ? `file-${seen.length}` : "job";
      json(response, 200, { object: "file", id, filename: 'a "id": "b"' });
    });
    const place = folder();
    writeFileSync(join(place, "Jo's rows-v1.jsonl"), '{"a":1}\n');
    writeFileSync(join(place, "check-v2.jsonl"), '{"a":2}\n');
    const request = sent(`${origin}/api/projects/p/openai/v1/fine_tuning/jobs`);
    writeFileSync(join(place, "sample.sh"), request.curl);
    const env = { ...process.env, NO_PROXY: "*", AZURE_OPENAI_API_KEY: secret, X_TEAM: "blue" };
    const shell = spawn("sh", ["-e", "sample.sh"], { cwd: place, env });
    await text(shell.stdout);
    expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /api/projects/p/openai/v1/files",
      "GET /api/projects/p/openai/v1/files/file-1",
      "POST /api/projects/p/openai/v1/files",
      "GET /api/projects/p/openai/v1/files/file-3",
      "POST /api/projects/p/openai/v1/fine_tuning/jobs",
    ]);
    for (const { headers } of seen) expect(headers).toMatchObject({ "api-key": secret, "x-team": "blue" });
    expect(seen[0]?.body).toMatch(
      /name="purpose"\s+fine-tune[\s\S]*filename="Jo's rows-v1.jsonl"[\s\S]*{"a":1}/,
    );
    const files = { training_file: "file-1", validation_file: "file-3" };
    expect(JSON.parse(seen[4]?.body ?? "")).toEqual({ ...body, ...files });
    expect(JSON.parse(request.json)).toEqual(body);
  },
  30_000,
);

/** Stands for the package: says what it was called with. */
const package_ = `
import json
class Reply:
    id = "made"
    status = "pending"
def says(name):
    def call(*args, **given):
        print(json.dumps([name, list(args), {key: value if isinstance(value, (str, int, dict)) else value.name for key, value in given.items()}]))
        reply = Reply()
        reply.id = "id of " + given["file"].name if name == "create file" else "job"
        return reply
    return call
class OpenAI:
    def __init__(self, **given):
        print(json.dumps(["client", [], given]))
        self.files = type("F", (), {"create": staticmethod(says("create file")), "wait_for_processing": staticmethod(says("wait"))})
        jobs = type("J", (), {"create": staticmethod(says("create job"))})
        self.fine_tuning = type("T", (), {"jobs": jobs})
`;

it.runIf(spawnSync("python3", ["--version"]).status === 0)(
  "Python with the package sends the files, waits, and creates the job with what the package does not know besides",
  () => {
    const place = folder();
    writeFileSync(join(place, "openai.py"), package_);
    writeFileSync(join(place, "Jo's rows-v1.jsonl"), "{}\n");
    writeFileSync(join(place, "check-v2.jsonl"), "{}\n");
    const url = "https://r.services.ai.azure.com/openai/v1/fine_tuning/jobs";
    const { python } = sent(url, { keyHeader: "X-Gate" });
    writeFileSync(join(place, "sample.py"), python);
    const env = {
      ...process.env,
      AZURE_OPENAI_API_KEY: secret,
      X_TEAM: "blue",
      PYTHONDONTWRITEBYTECODE: "1",
    };
    const output = execFileSync("python3", ["sample.py"], { cwd: place, env, encoding: "utf8" });
    const said = output
      .trim()
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line));
    const { trainingType, ...known } = body;
    expect(said).toEqual([
      [
        "client",
        [],
        {
          ...{ base_url: "https://r.services.ai.azure.com/openai/v1", api_key: secret },
          default_headers: { "X-Gate": secret, "X-Team": "blue" },
        },
      ],
      ["create file", [], { file: "Jo's rows-v1.jsonl", purpose: "fine-tune" }],
      ["wait", ["id of Jo's rows-v1.jsonl"], {}],
      ["create file", [], { file: "check-v2.jsonl", purpose: "fine-tune" }],
      ["wait", ["id of check-v2.jsonl"], {}],
      [
        "create job",
        [],
        {
          ...known,
          training_file: "id of Jo's rows-v1.jsonl",
          validation_file: "id of check-v2.jsonl",
          extra_body: { trainingType },
        },
      ],
    ]);
  },
  30_000,
);

it("a token is read from a variable of its own, as a bearer", () => {
  const { curl, python } = sent("https://r/openai/v1/fine_tuning/jobs", { isToken: true });
  expect(curl).toContain('-H "authorization: Bearer $AZURE_OPENAI_AD_TOKEN"');
  expect(python).toContain('api_key=os.environ["AZURE_OPENAI_AD_TOKEN"]');
  expect(sent("https://r/openai/v1/fine_tuning/jobs", { keyHeader: "bearer" }).curl).toContain(
    '-H "authorization: Bearer $AZURE_OPENAI_API_KEY"',
  );
});
