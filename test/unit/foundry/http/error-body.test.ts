import { describe, expect, it } from "vitest";
import { readErrorBody } from "../../../../main/foundry/http/error-body.ts";
import { errorIn } from "../../../../main/foundry/http/error-in.ts";

/** What errors' bodies say, in the shapes in which Foundry's partners, gateways, proxies, and local servers send them. */

const said = (body: unknown) => readErrorBody(typeof body === "string" ? body : JSON.stringify(body));

describe("the words of an error are read", () => {
  const extra = {
    type: "extra_forbidden",
    loc: ["body", "stream_options"],
    msg: "Extra inputs are not permitted",
  };
  const words = "stream_options: Extra inputs are not permitted";
  const python =
    "[{'type': 'extra_forbidden', 'loc': ('body', 'stream_options'), 'msg': 'Extra inputs are not permitted', 'input': None}]";

  it.each<[string, unknown, string]>([
    ["OpenAI's", { error: { message: "No", type: "t", param: null, code: null } }, "No"],
    ["a text under `error`", { error: "No" }, "No"],
    ["flat", { statusCode: 401, message: "No" }, "No"],
    ["with a capital", { Message: "No" }, "No"],
    ["`detail`", { detail: "No" }, "No"],
    ["`detail` as an object", { detail: { error_type: "overloaded", message: "No" } }, "No"],
    ["FastAPI's list", { detail: [extra] }, words],
    ["a list of `errors`", { errors: [{ message: "No", code: 2003 }], success: false }, "No"],
    ["a list of texts", { errors: ["No", "Never"] }, "No; Never"],
    [
      "problem details",
      { title: "Wrong.", status: 400, errors: { Name: ["is required"] } },
      "Wrong. Name: is required",
    ],
    ["Apigee's", { fault: { faultstring: "No", detail: { errorcode: "policies.X" } } }, "No"],
    ["OData's", { "odata.error": { code: "C", message: { lang: "en", value: "No" } } }, "No"],
    [
      "Azure's details",
      { error: { message: "Wrong.", details: [{ code: "C", message: "No" }] } },
      "Wrong. No",
    ],
    ["a list", [{ error: { code: 400, message: "No" } }], "No"],
    ["an object inside `message`", { object: "error", message: { detail: [extra] } }, words],
    ["a list inside `message`", { object: "Error", message: [extra], detail: [extra] }, words],
    ["JSON inside `message`", { error: { message: JSON.stringify({ detail: [extra] }) } }, words],
    ["Python inside `message`", { object: "error", message: python, code: 400 }, words],
    ["Python under `error`", { error: python }, words],
    ["Python all over", `{'error': {'message': "It's no", 'code': None, 'fatal': True}}`, "It's no"],
    ["a call in Python", `{'detail': [ErrorDetail(string='No', code='invalid')]}`, "No; invalid"],
    [
      "what a gateway says before it",
      { error: { message: `AzureException - Error code: 400 - {'error': {'message': 'No'}}` } },
      "AzureException - Error code: 400: No",
    ],
    [
      "an id after it",
      { error: { message: `{"error": {"message": "Never and no"}} (id: 7)` } },
      "Never and no",
    ],
    ["a name of its own", { error: "Wrong.", external_model_message: { message: "No" } }, "Wrong. No"],
    ["a text that is JSON", JSON.stringify("No"), "No"],
    ["a text", "  No \n", "No"],
    ["a mark of byte order", `\uFEFF${JSON.stringify({ error: { message: "No" } })}`, "No"],
    ["an event", 'event: error\ndata: {"error": {"message": "No"}}\n\n', "No"],
    ["lines of JSON", '{"error":"No"}\n{"done":true}', "No"],
    ["XML", '<?xml version="1.0"?><Error><Code>C</Code><Message>No</Message></Error>', "No"],
    ["SOAP", "<s:Fault><faultcode>C</faultcode><faultstring>No</faultstring></s:Fault>", "No"],
    [
      "a page",
      "<!DOCTYPE html><html><head><title>Blocked</title><style>b{}</style></head><body><h1>By &quot;us&quot;</h1><script>x</script></body></html>",
      'Blocked. By "us"',
    ],
    ["a sentence where the code should be", { code: "You may not do this" }, "You may not do this"],
    ["nothing that is known", { foo: 1 }, '{"foo":1}'],
    ["nothing", {}, ""],
  ])("%s", (_shape, body, message) => expect(said(body).message).toBe(message));

  it("a list in a sentence stays in it", () => {
    const detail = "Extra parameters ['stream_options'] are not allowed when extra-parameters is not set";
    expect(said({ detail }).message).toBe(detail);
  });
});

it.each<[unknown, Partial<ReturnType<typeof readErrorBody>>]>([
  [{ error: { code: "C", type: "T", innererror: { code: "I" } } }, { code: "C", kinds: "T I" }],
  [{ error: { code: 400, status: "INVALID_ARGUMENT" } }, { code: "INVALID_ARGUMENT" }],
  [
    { object: "error", code: 429, type: "TooMany" },
    { code: "429", kinds: "TooMany" },
  ],
  [{ fault: { faultstring: "x", detail: { errorcode: "policies.X" } } }, { code: "policies.X" }],
  [{ error: { param: "top_p" } }, { parameters: ["top_p"] }],
  [{ detail: [{ loc: ["body", "stream_options", "include_usage"] }] }, { parameters: ["stream_options"] }],
  [{ errors: { "$.seed": ["Unknown"] } }, { parameters: ["seed"] }],
  [
    {
      error: {
        innererror: { content_filter_result: { self_harm: { filtered: true }, hate: { filtered: false } } },
      },
    },
    { categories: ["self harm"] },
  ],
  // Responses has one for each part that was looked at.
  [
    {
      error: {
        code: "content_filter",
        content_filters: [
          {
            source_type: "prompt",
            content_filter_results: { jailbreak: { filtered: true, detected: true } },
          },
          { source_type: "prompt", content_filter_results: { hate: { filtered: false, severity: "safe" } } },
        ],
      },
    },
    { categories: ["jailbreak"] },
  ],
  ["<html>x</html>", { isPage: true }],
  ["<Error><Code>C</Code></Error>", { isPage: false, code: "C" }],
])("codes, parameters and categories of %j", (body, expected) => expect(said(body)).toMatchObject(expected));

it("tells an error from an answer, whatever its shape", () => {
  for (const error of [
    { error: "No" },
    { object: "error", message: "No" },
    { type: "error", error: { message: "No" } },
    { detail: "No" },
    { errors: ["No"] },
    { fault: { faultstring: "No" } },
    { statusCode: 429, message: "No" },
    { code: 1302, msg: "No" },
    { code: "Throttling", message: "No", request_id: "r" },
    { success: false, message: "No" },
    { errorCode: "E1", errorMessage: "No" },
    { message: "No", requestId: "r" },
    { type: "response.failed", response: {} },
  ])
    expect(errorIn(error)).toEqual(error);
  for (const answer of [
    { choices: [], error: null },
    { error: {}, errors: [], error_code: 0 },
    { object: "chat.completion.chunk" },
    { code: 0, msg: "success" },
    { status: 200, message: "OK" },
    { type: "status", message: "Searching" },
    {},
  ])
    expect(errorIn(answer)).toBeUndefined();
});

/** Numbers that look random and are the same each time. */
function* numbers(seed: number) {
  for (let state = seed; ; ) {
    state = (state * 1664525 + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

it("nothing that a server may send makes it fail, or slow", () => {
  const pieces = [
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "'",
    '"',
    ":",
    ",",
    "\\",
    "<",
    ">",
    "error",
    "message",
    "None",
    "loc",
    "data: ",
    "\n",
    "\uFEFF",
    "é",
    "0",
  ];
  const next = numbers(7);
  const draw = () => pieces[Math.floor((next.next().value ?? 0) * pieces.length)] ?? "";
  for (let round = 0; round < 2000; round++) {
    const body = Array.from({ length: 40 }, draw).join("");
    expect(typeof readErrorBody(body).message).toBe("string");
  }
  const began = performance.now();
  for (const attack of ["[", "{'", '{"error":', "<title>", "('", "a=("]) readErrorBody(attack.repeat(20_000));
  expect(performance.now() - began).toBeLessThan(2000);
});
