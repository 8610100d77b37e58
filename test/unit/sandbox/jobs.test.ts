import type OpenAI from "openai";
import type { FineTuningJob } from "openai/resources/fine-tuning/jobs";
import { describe, expect, it } from "vitest";
import { sandboxes } from "./running.ts";
import { becomes, clients, conversations, linesOf, uploaded } from "./training-client.ts";

const start = sandboxes();
const grader = {
  type: "string_check",
  name: "same",
  input: "{{sample.output_text}}",
  reference: "{{item.answer}}",
  operation: "eq",
};

const call = { id: "call_1", type: "function", function: { name: "weather", arguments: '{"city":"Bern"}' } };
const tool = { type: "function", function: { name: "weather", parameters: { type: "object" } } };
const withTool = {
  messages: [
    { role: "user", content: "Is it raining in Bern?" },
    { role: "assistant", tool_calls: [call] },
    { role: "tool", tool_call_id: "call_1", content: "rain" },
    { role: "assistant", content: "It is." },
  ],
  tools: [tool],
  parallel_tool_calls: false,
};
const picture = "data:image/png;base64,iVBORw0KGgo=";
const looking = (url: string, more: object = {}) => ({
  messages: [
    {
      role: "user",
      content: [
        { type: "text", text: "What is it?" },
        { type: "image_url", image_url: { url, ...more } },
      ],
    },
    { role: "assistant", content: "A dot." },
  ],
});
const pair = {
  input: { messages: [{ role: "user", content: "Say hello" }], tools: [tool], parallel_tool_calls: true },
  preferred_output: [{ role: "assistant", content: "Hello." }],
  non_preferred_output: [{ role: "assistant", content: "No." }],
};
const task = {
  messages: [
    { role: "developer", content: "Answer with a number." },
    { role: "user", content: "6 times 7?" },
  ],
  answer: 42,
};

interface Method {
  model: string;
  type: "supervised" | "dpo" | "reinforcement";
  good: object;
}
const methods = {
  supervised: { model: "gpt-4.1-mini-2025-04-14", type: "supervised", good: conversations(1)[0] ?? {} },
  vision: { model: "gpt-4o-2024-08-06", type: "supervised", good: looking(picture, { detail: "low" }) },
  preference: { model: "gpt-4.1-2025-04-14", type: "dpo", good: pair },
  reinforcement: { model: "o4-mini-2025-04-16", type: "reinforcement", good: task },
} satisfies Record<string, Method>;

/** What is sent besides what the package's types know. */
const body = (more: object) => more as { model: string; training_file: string };

async function begin(openai: OpenAI, { model, type, good }: Method, rows: readonly unknown[], more = {}) {
  const training = await uploaded(openai, linesOf(rows));
  const validation = type === "reinforcement" ? await uploaded(openai, linesOf([good])) : null;
  const own = { hyperparameters: { n_epochs: "auto" }, ...(type === "reinforcement" && { grader }) };
  return openai.fineTuning.jobs.create(
    body({
      model,
      training_file: training.id,
      ...(validation && { validation_file: validation.id }),
      trainingType: "GlobalStandard",
      method: { type, [type]: own },
      ...more,
    }),
  );
}

/** The job when its files have been checked. */
const settled = (openai: OpenAI, { id }: FineTuningJob) =>
  becomes(openai, id, (status) => status !== "pending" && status !== "validating_files");

const ten = (row: unknown) => Array.from({ length: 10 }, () => row);

describe.each(Object.entries(clients))("a job by the openai package on %s", (way, client) => {
  it("has its files checked and then waits, with nulls where OpenAI has none", async () => {
    const openai = client(await start({ speed: 500 }));
    const job = await begin(openai, methods.supervised, conversations(10), {
      suffix: "support-v3",
      seed: 42,
    });
    expect(job).toMatchObject({
      object: "fine_tuning.job",
      status: "pending",
      seed: 42,
      suffix: "support-v3",
    });
    expect(job).toMatchObject({ organization_id: null, result_files: null, fine_tuned_model: null });
    expect(job.id).toMatch(way === "dated" ? /^ft-[0-9a-f]{32}$/ : /^ftjob-[0-9a-f]{32}$/);
    expect(job.hyperparameters.n_epochs).toBe(way === "dated" ? -1 : "auto");
    expect(await settled(openai, job)).toMatchObject({ finished_at: null, error: null });
    const events = (await openai.fineTuning.jobs.listEvents(job.id, { limit: 1_000 })).data;
    expect(events.slice(-4).map(({ message }) => message)).toEqual([
      "Job enqueued. Waiting for jobs ahead to complete.",
      "Files validated, moving job to queued state",
      `Validating training file: ${job.training_file}`,
      `Created fine-tuning job: ${job.id}`,
    ]);
    expect((await openai.fineTuning.jobs.list()).data.map(({ id }) => id)).toEqual([job.id]);
    expect(await openai.fineTuning.jobs.cancel(job.id)).toMatchObject({ status: "cancelled" });
    await expect(openai.fineTuning.jobs.cancel(job.id)).rejects.toMatchObject({ status: 409 });
  });
});

describe.each(Object.entries(methods))("a good file for %s", (_name, method) => {
  it("is taken", async () => {
    const openai = clients.v1(await start());
    const job = await settled(openai, await begin(openai, method, ten(method.good)));
    expect(job.status).not.toBe("failed");
  });
});

it("tools, old functions, weights and calls without content are taken", async () => {
  const openai = clients.v1(await start());
  const old = {
    messages: [
      { role: "user", content: "Is it raining?" },
      { role: "assistant", content: null, function_call: { name: "weather", arguments: "{}" }, weight: 0 },
      { role: "function", name: "weather", content: "rain" },
      { role: "assistant", content: "It is." },
    ],
    functions: [{ name: "weather", parameters: {} }],
  };
  const job = await begin(openai, methods.supervised, [...ten(withTool), old]);
  expect((await settled(openai, job)).error).toBeNull();
});

const misformed = "The job failed due to a file format error in the training file. Invalid file format. ";
const invalid = "The job failed due to an invalid training file. Invalid file format. ";
const chat = (...messages: object[]) => ({ messages });
const user = { role: "user", content: "Hello" };
const assistant = { role: "assistant", content: "Hello." };

describe.each<[keyof typeof methods, string, unknown, string]>([
  [
    "supervised",
    "a special token",
    chat({ role: "user", content: "a <|fim_suffix|> b" }, assistant),
    `${misformed}Example 11 message contains an invalid token: <|fim_suffix|>.`,
  ],
  [
    "supervised",
    "a special token in the arguments of a call",
    chat(user, {
      role: "assistant",
      tool_calls: [{ ...call, function: { name: "f", arguments: '{"a":"<|endoftext|>"}' } }],
    }),
    `${misformed}Example 11 message contains an invalid token: <|endoftext|>.`,
  ],
  [
    "supervised",
    "no messages",
    { prompt: "a", completion: "b" },
    `${misformed}Example 11 is missing key 'messages'.`,
  ],
  [
    "supervised",
    "messages of the prototype only",
    '{"__proto__":{"messages":[]}}',
    `${misformed}Example 11 is missing key 'messages'.`,
  ],
  [
    "supervised",
    "a field that is not known",
    { ...chat(user, assistant), source: "faq" },
    `${misformed}Example 11 contains an extra "source".`,
  ],
  ["supervised", "no answer", chat(user), `${misformed}Example 11 last message must be from the assistant`],
  [
    "supervised",
    "no message at all",
    chat(),
    `${misformed}Example 11 messages: expected a list with at least one message`,
  ],
  [
    "supervised",
    "no role",
    chat(user, { content: "Hello." }),
    `${invalid}Example 11, message 2 Discriminator 'role' is missing in value`,
  ],
  [
    "supervised",
    "an unknown role",
    chat({ role: "bot", content: "x" }, assistant),
    `${invalid}Example 11, message 1 No match for discriminator 'role' and value 'bot' ` +
      "(allowed values: 'system', 'developer', 'user', 'assistant', 'tool', 'function')",
  ],
  [
    "supervised",
    "no content",
    chat({ role: "user" }, assistant),
    `${invalid}Example 11, message 1 content field required`,
  ],
  [
    "supervised",
    "content that is null",
    chat(user, { role: "assistant", content: null }),
    `${invalid}Example 11, message 2 content: none is not an allowed value`,
  ],
  [
    "supervised",
    "a weight of two",
    chat(user, { ...assistant, weight: 2 }),
    `${invalid}Example 11, message 2 weight: must be 0 or 1`,
  ],
  [
    "supervised",
    "a weight of a question",
    chat({ ...user, weight: 1 }, assistant),
    `${invalid}Example 11, message 1 weight: only messages with role 'assistant' may have a weight`,
  ],
  [
    "supervised",
    "a result without a call",
    chat(user, { role: "tool", tool_call_id: "call_9", content: "x" }, assistant),
    `${invalid}Example 11, message 2 tool_call_id 'call_9' answers no call of a message before it`,
  ],
  [
    "supervised",
    "a call without a name",
    chat(user, { role: "assistant", tool_calls: [{ ...call, function: { arguments: "{}" } }] }),
    `${invalid}Example 11, message 2 tool_calls: function name field required`,
  ],
  [
    "supervised",
    "arguments that are no text",
    chat(user, { role: "assistant", tool_calls: [{ ...call, function: { name: "f", arguments: {} } }] }),
    `${invalid}Example 11, message 2 tool_calls: function arguments: str type expected`,
  ],
  [
    "supervised",
    "tools without a name",
    { ...chat(user, assistant), tools: [{ type: "function", function: {} }] },
    `${misformed}Example 11 tools: expected functions with a name`,
  ],
  [
    "supervised",
    "an image for a model that takes none",
    looking(picture),
    `${invalid}Example 11, message 1 content: images are not supported by the specified model`,
  ],
  [
    "supervised",
    "harm",
    chat(user, { role: "assistant", content: "sandbox-harm-violence and sandbox-harm-self_harm" }),
    "The provided training data failed RAI checks for harm types: [self_harm, violence]. " +
      "Please fix the data and try again.",
  ],
  [
    "vision",
    "an image that is a GIF",
    looking("data:image/gif;base64,R0lGODlh"),
    `${invalid}Example 11, message 1 image_url: must be a URL or a data URI of a JPEG, PNG or WEBP`,
  ],
  [
    "vision",
    "an image in an answer",
    chat(user, { role: "assistant", content: [{ type: "image_url", image_url: { url: picture } }] }),
    `${invalid}Example 11, message 2 content: only messages with role 'user' may have images`,
  ],
  [
    "vision",
    "an unknown detail",
    looking(picture, { detail: "best" }),
    `${invalid}Example 11, message 1 image_url: detail must be 'low', 'high' or 'auto'`,
  ],
  [
    "vision",
    "an image of more than 10 MB",
    looking(`data:image/png;base64,${"A".repeat(14_000_000)}`),
    `${invalid}Example 11, message 1 image_url: must be at most 10 MB`,
  ],
  [
    "vision",
    "65 images",
    chat(
      {
        role: "user",
        content: Array.from({ length: 65 }, () => ({ type: "image_url", image_url: { url: picture } })),
      },
      assistant,
    ),
    `${misformed}Example 11 contains 65 images, but must have at most 64`,
  ],
  ["preference", "no input", { ...pair, input: undefined }, `${misformed}Example 11 is missing key 'input'.`],
  [
    "preference",
    "no answer that was not preferred",
    { ...pair, non_preferred_output: undefined },
    `${misformed}Example 11 is missing key 'non_preferred_output'.`,
  ],
  ["preference", "a weight", { ...pair, weight: 1 }, `${misformed}Example 11 contains an extra "weight".`],
  [
    "preference",
    "a question as what was preferred",
    { ...pair, preferred_output: [user] },
    `${invalid}Example 11, preferred_output 1 No match for discriminator 'role' and value 'user' ` +
      "(allowed values: 'assistant', 'tool')",
  ],
  [
    "preference",
    "no answer",
    { ...pair, preferred_output: [] },
    `${misformed}Example 11 preferred_output: expected a list with at least one message`,
  ],
  [
    "reinforcement",
    "an answer at the end",
    { ...chat(user, assistant), answer: 1 },
    `${misformed}Example 11 last message must be from the user`,
  ],
])("a file for %s with %s", (name, _fault, row, message) => {
  it("fails the job in the service's manner", async () => {
    const openai = clients.v1(await start());
    const method = methods[name];
    const job = await settled(openai, await begin(openai, method, [...ten(method.good), row]));
    expect(job.error?.message).toBe(message);
    expect(job).toMatchObject({ status: "failed", error: { param: "training_file" } });
    expect(job.finished_at).toBeGreaterThanOrEqual(job.created_at);
    const [event] = (await openai.fineTuning.jobs.listEvents(job.id)).data;
    expect(event).toMatchObject({ level: "error", message });
  });
});

it("nine examples are too few to train, and enough to validate with", async () => {
  const openai = clients.v1(await start());
  const few = await settled(openai, await begin(openai, methods.supervised, conversations(9)));
  expect(few.error).toEqual({
    code: "invalid_n_examples",
    message: "Training file has 9 example(s), but must have at least 10 examples",
    param: "training_file",
  });
});

it("a fault of the validation file is told as its own", async () => {
  const openai = clients.v1(await start());
  const { id } = await uploaded(openai, linesOf([chat(user)]));
  const job = await begin(openai, methods.supervised, conversations(10), { validation_file: id });
  expect((await settled(openai, job)).error).toEqual({
    code: "invalid_file_format",
    message:
      "The job failed due to a file format error in the validation file. Invalid file format. " +
      "Example 1 last message must be from the assistant",
    param: "validation_file",
  });
});

it("a file of conversations for preferences is told by its format", async () => {
  const openai = clients.v1(await start());
  const job = await settled(openai, await begin(openai, methods.preference, conversations(10)));
  expect(job.error?.message).toBe(
    `${invalid}Input file ${job.training_file} is in the fine-tune-chat format, but the specified fine-tuning job ` +
      "is not using 'supervised' as the training method (provided method=dpo). ",
  );
});

it("an example that is too long is told with a warning, and trained on in part", async () => {
  const openai = clients.v1(await start());
  const long = chat(user, { role: "assistant", content: "word ".repeat(33_000) });
  const nano = { ...methods.supervised, model: "gpt-4.1-nano" };
  const job = await settled(openai, await begin(openai, nano, [...conversations(10), long]));
  expect(job.error).toBeNull();
  const events = (await openai.fineTuning.jobs.listEvents(job.id, { limit: 1_000 })).data;
  expect(events.filter(({ level }) => level === "warn").map(({ message }) => message)).toEqual([
    "Example 11 is longer than 32768 tokens and will be truncated.",
  ]);
});

describe("a job is refused", () => {
  it.each<[string, object, string]>([
    [
      "without a trainingType",
      { trainingType: undefined },
      "The specified base model does not support fine-tuning.",
    ],
    ["of an unknown model", { model: "gpt-2" }, "The specified base model does not support fine-tuning."],
    [
      "of an open model on Standard",
      { model: "gpt-oss-20b", trainingType: "Standard" },
      "The specified base model does not support fine-tuning with Standard TrainingType.",
    ],
    ["with a dot in its suffix", { suffix: "v1.2" }, "A suffix has up to 40 letters"],
    ["with a file that is not there", { training_file: "file-0" }, "The file 'file-0' was not found."],
    ["for reinforcement without a grader", { method: { type: "reinforcement" } }, "requires a grader"],
    [
      "for a part of its grader that is Python",
      {
        method: {
          type: "reinforcement",
          reinforcement: {
            grader: {
              ...{ type: "multi", name: "m", calculate_output: "p" },
              graders: { p: { type: "python", name: "p", source: "def grade(sample, item):\n  return 1" } },
            },
          },
        },
      },
      "Graders of type python are not supported here.",
    ],
  ])("%s", async (_name, more, message) => {
    const openai = clients.v1(await start());
    await expect(begin(openai, methods.supervised, conversations(10), more)).rejects.toThrow(message);
    expect((await openai.fineTuning.jobs.list()).data).toEqual([]);
  });

  it("with a file that was found faulty", async () => {
    const openai = clients.v1(await start());
    await expect(begin(openai, methods.supervised, ["[]"])).rejects.toThrow(
      "not in the state processed, but error",
    );
  });
});

it.each(["GlobalStandard", "globalstandard", "Standard", "developerTier", "Developer", 1])(
  "trainingType %s is taken",
  async (trainingType) => {
    const openai = clients.v1(await start());
    const job = await begin(openai, methods.supervised, conversations(10), { trainingType });
    expect(job).toMatchObject({ trainingType });
  },
);

it("a file of more than 150 MB that came in one request fails the job with a 500", async () => {
  const openai = clients.v1(await start());
  const [row] = conversations(1);
  const long = { ...row, messages: [user, { role: "assistant", content: "a".repeat(15_800_000) }] };
  const job = await settled(openai, await begin(openai, methods.supervised, ten(long)));
  expect(job.error?.message).toContain("500");
});
