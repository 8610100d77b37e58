import { describe, expect, it } from "vitest";
import { jsonRecord, type SourceRecord } from "../../../../main/datasets/reading/record.ts";
import { mapRecord, type UnmappedWhy } from "../../../../main/datasets/shapes/map.ts";
import { recognizeShape } from "../../../../main/datasets/shapes/shape.ts";
import { mappingSchema, type Shape } from "../../../../preload/contract/dataset-shapes.ts";
import { datasets } from "../../../../preload/strings/datasets.ts";

const user = (content: string) => ({ role: "user", content });
const assistant = (content: string) => ({ role: "assistant", content });
const system = (content: string) => ({ role: "system", content });
const asRecord = (value: unknown): SourceRecord => jsonRecord(JSON.stringify(value), 1);
const fromTable = (value: Record<string, string>): SourceRecord => ({
  line: 2,
  text: null,
  value,
});

/** The best guess, and the row it makes of the first record. */
function best(...records: SourceRecord[]) {
  const [guess] = recognizeShape(records);
  if (!guess || !records[0]) throw new Error("nothing was guessed");
  expect(mappingSchema.parse(guess.mapping)).toEqual(guess.mapping);
  const mapped = mapRecord(records[0], guess.mapping);
  expect(mapped.unmapped).toBeUndefined();
  return { is: `${guess.shape} ${guess.mapping.method}`, row: JSON.parse(mapped.text) as unknown, guess };
}

const hello = { messages: [user("Hi"), assistant("Hello")] };

describe("chat messages", () => {
  it("stay as they are written, byte for byte", () => {
    const text =
      ' {"messages": [{"role":"user","content":"a\\u00e9"}, {"role":"assistant","content":"b","weight":1.0}],"n":1,"n":2} ';
    const record = jsonRecord(text, 1);
    const { is, guess } = best(record);
    expect(is).toBe("messages supervised");
    expect(mapRecord(record, guess.mapping)).toEqual({ text });
  });

  it("that were laid out over lines stand on one", () => {
    const text =
      '{\n  "messages": [\r\n\t{"role": "user", "content": "a\\n b"}, {"role":"assistant","content":"c"}],\n  "n": 1.0\n}';
    const record = jsonRecord(text, 1);
    expect(mapRecord(record, best(record).guess.mapping).text).toBe(
      '{"messages": [{"role": "user", "content": "a\\n b"}, {"role":"assistant","content":"c"}],"n": 1.0}',
    );
  });

  it("are found under other names and in cells of a table, with their tools", () => {
    const tools = [{ type: "function", function: { name: "f", parameters: {} } }];
    expect(best(asRecord({ Chat: hello.messages })).row).toEqual(hello);
    expect(
      best(fromTable({ id: "1", messages: JSON.stringify(hello.messages), tools: JSON.stringify(tools) }))
        .row,
    ).toEqual({ ...hello, tools });
  });

  it("with the functions of old stay as they are", () => {
    const record = asRecord({ ...hello, functions: [{ name: "f", parameters: {} }], id: 1 });
    expect(mapRecord(record, best(record).guess.mapping)).toEqual({ text: record.text });
  });

  it("with images are for vision, and ending with the user for a grader", () => {
    const image = { type: "image_url", image_url: { url: "https://example.com/a.png" } };
    const seen = { messages: [{ role: "user", content: [image] }, assistant("A cat")] };
    expect(best(asRecord(seen)).is).toBe("messages vision");
    const asked = { messages: [user("2 + 2?")], answer: "4" };
    expect(best(asRecord(asked))).toMatchObject({ is: "grader reinforcement", row: asked });
  });

  it("are found where a record is nothing but a list of them, and said where it is not", () => {
    const record = asRecord(hello.messages);
    expect(best(record)).toMatchObject({ is: "messages supervised", row: hello });
    const { mapping } = best(record).guess;
    expect(mapRecord(asRecord(["a", "b"]), mapping)).toEqual({
      text: '["a","b"]',
      unmapped: "not_an_object",
    });
    const odd = '[{"role":"asistant","content":"x"}]';
    expect(mapRecord(jsonRecord(odd, 1), mapping)).toEqual({ text: odd, unmapped: "no_messages" });
  });

  it("are guessed where half of the records have something else, and before any columns", () => {
    const records = [hello, hello, { prompt: "a", completion: "b" }, { instruction: "a", output: "b" }];
    expect(best(...records.map(asRecord))).toMatchObject({ is: "messages supervised", row: hello });
    const strange = asRecord({ label: "x", messages: [{ role: "Foo", content: "x" }] });
    expect(recognizeShape([strange]).map(({ shape }) => shape)).toContain("messages");
  });

  it("with a role nobody knows are kept as they are, and said", () => {
    const { mapping } = best(asRecord(hello)).guess;
    const odd = '{"messages":[{"role":"asistant","content":"x"}]}';
    expect(mapRecord(jsonRecord(odd, 1), mapping)).toEqual({ text: odd, unmapped: "no_messages" });
    expect(mapRecord(jsonRecord('{"messages":[', 1), mapping)).toEqual({
      text: '{"messages":[',
      unmapped: "broken",
    });
    expect(mapRecord(jsonRecord("[1]", 1), mapping)).toEqual({ text: "[1]", unmapped: "not_an_object" });
  });
});

describe("a prompt and a completion", () => {
  it.each([
    ["prompt", "completion"],
    ["Prompt", "Response"],
    ["question", "answer"],
    ["User Input", "model_output"],
    ["query", "reply"],
    ["input_text", "target_text"],
    ["inputs", "targets"],
  ])("are found as %s and %s", (prompt, completion) => {
    expect(best(fromTable({ id: "7", [completion]: "Hello", [prompt]: "Hi" }))).toMatchObject({
      is: "prompt_completion supervised",
      row: hello,
    });
  });

  it("may be messages, and have a system prompt and a context", () => {
    expect(
      best(asRecord({ prompt: [system("Be kind"), user("Hi")], completion: [assistant("Hello")] })).row,
    ).toEqual({
      messages: [system("Be kind"), ...hello.messages],
    });
    expect(
      best(asRecord({ system_prompt: "Be kind", context: "A greeting.", question: "Hi", answer: 5 })).row,
    ).toEqual({
      messages: [system("Be kind"), user("A greeting.\n\nHi"), assistant("5")],
    });
  });

  it("take a system prompt for all that have none", () => {
    const { mapping } = best(asRecord({ prompt: "Hi", completion: "Hello" })).guess;
    const { text } = mapRecord(asRecord({ prompt: "Hi", completion: "Hello" }), {
      ...mapping,
      system: "Be kind",
    });
    expect(JSON.parse(text)).toEqual({ messages: [system("Be kind"), ...hello.messages] });
    expect(
      JSON.parse(mapRecord(asRecord(hello), { ...best(asRecord(hello)).guess.mapping, system: "S" }).text),
    ).toEqual({
      messages: [system("S"), ...hello.messages],
    });
  });
});

describe("Alpaca", () => {
  it("asks with the input below the instruction, if there is one", () => {
    const record = { instruction: "Translate", input: "Bonjour", output: "Hello" };
    expect(best(asRecord(record))).toMatchObject({
      is: "alpaca supervised",
      row: { messages: [user("Translate\n\nBonjour"), assistant("Hello")] },
    });
    expect(best(asRecord({ ...record, input: "" })).row).toEqual({
      messages: [user("Translate"), assistant("Hello")],
    });
    expect(best(asRecord({ ...record, input: "", system: "S", history: [["a", "b"]] })).row).toEqual({
      messages: [system("S"), user("a"), assistant("b"), user("Translate"), assistant("Hello")],
    });
  });
});

describe("ShareGPT", () => {
  it.each([
    ["human", "gpt"],
    ["user", "assistant"],
    ["Human", "bing"],
  ])("is spoken by %s and %s", (one, other) => {
    const conversations = [
      { from: one, value: "Hi" },
      { from: other, value: "Hello", weight: 0 },
    ];
    expect(best(asRecord({ id: "x", conversations, system: "S" }))).toMatchObject({
      is: "sharegpt supervised",
      row: { messages: [system("S"), user("Hi"), { ...assistant("Hello"), weight: 0 }] },
    });
  });

  it.each(["sender", "speaker"])("says under %s who speaks", (sender) => {
    const chat_messages = [
      { uuid: "a", [sender]: "Human", text: "Hi" },
      { uuid: "b", [sender]: "Chatbot", text: "Hello" },
    ];
    expect(best(asRecord({ name: "Talk", chat_messages })).row).toEqual(hello);
  });

  it("has weights that say nothing, and such of what is asked, which are left out", () => {
    const conversations = [
      { from: "human", value: "Hi", weight: 0 },
      { from: "gpt", value: "Hello", weight: null },
    ];
    expect(best(asRecord({ conversations })).row).toEqual(hello);
  });

  it("calls functions in turns of their own", () => {
    const conversations = [
      { from: "human", value: "Weather?" },
      { from: "function_call", value: '{"name":"weather","arguments":{"city":"Rome"}}' },
      { from: "observation", value: "sunny" },
      { from: "gpt", value: "It is sunny" },
    ];
    const tools = '[{"name":"weather","parameters":{}}]';
    expect(best(asRecord({ conversations, tools })).row).toEqual({
      messages: [
        user("Weather?"),
        {
          role: "assistant",
          content: null,
          tool_calls: [
            { id: "call_2", type: "function", function: { name: "weather", arguments: '{"city":"Rome"}' } },
          ],
        },
        { role: "tool", content: "sunny", tool_call_id: "call_2" },
        assistant("It is sunny"),
      ],
      tools: [{ type: "function", function: { name: "weather", parameters: {} } }],
    });
  });
});

describe("a better and a worse answer", () => {
  const pair = {
    input: { messages: [user("Hi")] },
    preferred_output: [assistant("Hello")],
    non_preferred_output: [assistant("What?")],
  };

  it("in the shape of the service stay as they are written", () => {
    const text = JSON.stringify(
      { ...pair, input: { ...pair.input, parallel_tool_calls: false } },
      null,
      0,
    ).replace(":", ": ");
    const record = jsonRecord(text, 1);
    const { is, guess } = best(record);
    expect(is).toBe("preference preference");
    expect(mapRecord(record, guess.mapping)).toEqual({ text });
  });

  it.each([
    ["texts with a prompt", { prompt: "Hi", chosen: "Hello", rejected: "What?" }],
    ["other names", { Question: "Hi", preferred: "Hello", "non-preferred": "What?" }],
    [
      "messages with a prompt",
      { prompt: [user("Hi")], chosen: pair.preferred_output, rejected: pair.non_preferred_output },
    ],
    ["one message each", { prompt: "Hi", chosen: assistant("Hello"), rejected: assistant("What?") }],
    [
      "conversations that begin the same",
      { chosen: [user("Hi"), assistant("Hello")], rejected: [user("Hi"), assistant("What?")] },
    ],
    [
      "conversations and a prompt that they begin with",
      { prompt: "Hi", chosen: [user("Hi"), assistant("Hello")], rejected: [user("Hi"), assistant("What?")] },
    ],
    [
      "conversations whose messages are written in another order",
      {
        prompt: "Hi",
        chosen: [{ content: "Hi", role: "user" }, assistant("Hello")],
        rejected: [{ name: null, content: "Hi", role: "user" }, assistant("What?")],
      },
    ],
    [
      "ShareGPT",
      {
        conversations: [{ from: "human", value: "Hi" }],
        chosen: { from: "gpt", value: "Hello" },
        rejected: { from: "gpt", value: "What?" },
      },
    ],
    [
      "transcripts",
      { chosen: "\n\nHuman: Hi\n\nAssistant: Hello", rejected: "\n\nHuman: Hi\n\nAssistant: What?" },
    ],
  ])("as %s", (_, record) => {
    expect(best(asRecord(record))).toMatchObject({ is: "preference preference", row: pair });
  });

  it("answer an instruction with its input, or a prompt with its context", () => {
    const answers = { chosen: "Hello", rejected: "What?" };
    const asked = { ...pair, input: { messages: [user("Translate\n\nBonjour")] } };
    expect(best(asRecord({ instruction: "Translate", input: "Bonjour", ...answers })).row).toEqual(asked);
    expect(best(asRecord({ context: "Translate", question: "Bonjour", ...answers })).row).toEqual(asked);
    expect(best(asRecord({ instruction: "Hi", input: "", ...answers })).row).toEqual(pair);
  });

  it("without what was asked are no question and answer", () => {
    const record = asRecord({ chosen: "Hello", rejected: "What?" });
    const [guess] = recognizeShape([record]);
    expect(guess?.shape).toBe("preference");
    expect(guess && mapRecord(record, guess.mapping)).toEqual({ text: record.text, unmapped: "no_pair" });
  });

  it("in cells of a table, with a system prompt", () => {
    const record = fromTable({
      system: "S",
      prompt: "Hi",
      chosen: JSON.stringify(pair.preferred_output),
      rejected: "What?",
    });
    expect(best(record).row).toEqual({ ...pair, input: { messages: [system("S"), user("Hi")] } });
  });

  it("share more than one turn", () => {
    const start = [user("Hi"), assistant("Yes?"), user("Bye")];
    expect(
      best(asRecord({ chosen: [...start, assistant("a")], rejected: [...start, assistant("b")] })).row,
    ).toEqual({
      input: { messages: start },
      preferred_output: [assistant("a")],
      non_preferred_output: [assistant("b")],
    });
  });

  it("that belong to no prompt are kept as they are, and said", () => {
    const record = asRecord({ prompt: "Hi", chosen: "a", rejected: "b" });
    const { mapping } = best(record).guess;
    expect(mapRecord(asRecord({ prompt: "", chosen: "a", rejected: "b" }), mapping).unmapped).toBe("no_pair");
    expect(mapRecord(asRecord({ prompt: "Hi", chosen: "a" }), mapping).unmapped).toBe("no_pair");
  });
});

describe("rows for a grader", () => {
  it.each(["expected", "ideal", "reference_answer", "ground_truth", "Expected Output"])("with %s", (name) => {
    expect(best(asRecord({ question: "2 + 2?", [name]: 4 }))).toMatchObject({
      is: "grader reinforcement",
      row: { messages: [user("2 + 2?")], reference_answer: 4 },
    });
  });

  it("can be trained on, or evaluated as they are", () => {
    const record = asRecord({ question: "Hi", expected: "Hello", id: 1 });
    const { mapping } = best(record).guess;
    expect(JSON.parse(mapRecord(record, { ...mapping, method: "supervised" }).text)).toEqual(hello);
    expect(mapRecord(record, { ...mapping, method: "evaluation" })).toEqual({ text: record.text });
    const kept = mapRecord(record, { ...mapping, keep: ["id"] });
    expect(JSON.parse(kept.text)).toMatchObject({ id: 1, reference_answer: "Hello" });
  });
});

describe("columns and lines", () => {
  it("of other names are put into a template", () => {
    const record = fromTable({ Betreff: "Hi", Erwiderung: "Hello" });
    const { is, row, guess } = best(record);
    expect([is, row]).toEqual(["columns supervised", hello]);
    const template = {
      system: "For {{Betreff}}",
      user: "{{Betreff}}, {{missing}}",
      chosen: "{{Erwiderung}}",
      rejected: "No",
    };
    expect(JSON.parse(mapRecord(record, { ...guess.mapping, method: "preference", template }).text)).toEqual({
      input: { messages: [system("For Hi"), user("Hi, ")] },
      preferred_output: [assistant("Hello")],
      non_preferred_output: [assistant("No")],
    });
  });

  it("are asked and answered by their names, not by what rows are known by", () => {
    expect(best(fromTable({ uid: "7", Id: "1", Type: "x", Question: "Hi", Best: "Hello" })).row).toEqual(
      hello,
    );
    expect(best(asRecord({ sampleId: 7, system: "S", Gruss: "Hi", Echo: "Hello" })).row).toEqual({
      messages: [system("S"), ...hello.messages],
    });
  });

  it("of an evaluation stay as they are", () => {
    const record = asRecord({ item: { ticket: "Hi", label: "Hello" } });
    expect(best(record)).toMatchObject({ is: "columns evaluation", row: record.value });
  });

  it("of text are prompts", () => {
    const record: SourceRecord = { line: 1, text: "{{Hi}}", value: "{{Hi}}" };
    const { is, row, guess } = best(record);
    expect([is, row]).toEqual(["text supervised", { messages: [user("{{Hi}}")] }]);
    expect(mapRecord(record, { ...guess.mapping, method: "evaluation" }).text).toBe('{"text":"{{Hi}}"}');
  });

  it("reach into objects by dots, and into nothing that is not the record's own", () => {
    const mapping = { shape: "columns" as const, method: "supervised" as const, fields: {}, keep: [] };
    const said = (user: string, value: unknown) =>
      mapRecord(asRecord(value), { ...mapping, template: { user, assistant: "x" } });
    expect(JSON.parse(said("{{a.b}}", { a: { b: "Hi" } }).text).messages[0]).toEqual(user("Hi"));
    expect(JSON.parse(said("{{a.b}}", { "a.b": "Hi", a: { b: "no" } }).text).messages[0]).toEqual(user("Hi"));
    expect(said("{{constructor.name}}{{__proto__}}", { a: 1 }).unmapped).toBe("no_prompt");
  });
});

describe("a shape", () => {
  it("is recognized among broken records and such of another shape", () => {
    const records = [jsonRecord("{", 1), jsonRecord('{"a":1}', 2), ...Array(5).fill(asRecord(hello))];
    const [guess] = recognizeShape(records);
    expect(guess).toMatchObject({ shape: "messages", why: { fields: ["messages"], mapped: 5, of: 6 } });
    expect(recognizeShape([jsonRecord("{", 1)])).toEqual([]);
  });

  it("that few records fit comes last", () => {
    const records = [
      ...Array(2).fill(asRecord({ chosen: "a", rejected: "b", prompt: "p" })),
      ...Array(3).fill(asRecord({ chosen: "a", rejected: null, prompt: "p", completion: "c" })),
    ];
    const guesses = recognizeShape(records);
    expect(guesses[0]?.shape).not.toBe("preference");
    expect(guesses.some(({ shape }) => shape === "preference")).toBe(true);
  });

  it("and all that is said of one has words", () => {
    const shapes: Record<Shape, string> = datasets.shapes;
    const unmapped: Record<UnmappedWhy, string> = datasets.unmapped;
    for (const words of [shapes, unmapped]) expect(Object.values(words).join("")).toMatch(/[a-z]/);
  });
});
