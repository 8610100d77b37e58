import type { DatasetMethod } from "../../../../preload/contract/dataset-rules.ts";

/** A row with one fault: the rule that finds it, the text it points to, and what the row becomes. */
export interface FaultyRow {
  rule: string;
  method: DatasetMethod;
  row: string;
  /** The text that the finding is about. */
  about: string;
  path?: string;
  mended: string | "remove" | null;
}

const user = '{"role":"user","content":"Hi"}';
const answer = '{"role":"assistant","content":"Hello"}';
const call = '{"id":"c1","type":"function","function":{"name":"look","arguments":"{}"}}';
const tools = '"tools":[{"type":"function","function":{"name":"look","parameters":{}}}]';
const supervised = (messages: string) => `{"messages":[${messages}]}`;
const png = "iVBORw0KGgoAAAANSUhEUgAA";
const image = (url: string, more = "") => `{"type":"image_url","image_url":{"url":"${url}"${more}}}`;
const pictured = (part: string) => supervised(`{"role":"user","content":[${part}]},${answer}`);
const pair = (input: string, better: string, worse: string, more = "") =>
  `{"input":${input},"preferred_output":${better},"non_preferred_output":${worse}${more}}`;
const prompt = `{"messages":[${user}]}`;
const worse = '[{"role":"assistant","content":"No"}]';

const rows = (
  method: DatasetMethod,
  ...all: [rule: string, row: string, about: string, mended: string | null, path?: string][]
): FaultyRow[] =>
  all.map(([rule, row, about, mended, path]) => ({
    rule,
    method,
    row,
    about,
    mended,
    ...(path !== undefined && { path }),
  }));

/** At least one faulty row for each rule of rows. */
export const faultyRows: readonly FaultyRow[] = [
  ...rows(
    "evaluation",
    ["empty_line", "  ", "  ", "remove"],
    ["not_json", '{"q":1,}', ",", '{"q":1}'],
    ["not_json", "{'q': 'it\\'s', 'n': None}", "'", '{"q": "it\'s", "n": null}'],
    ["not_json", '{"a":True}', "True", '{"a":true}'],
    ["not_json", '{"q":"1\t2"}', "\t", '{"q":"1\\t2"}'],
    ["not_json", '\ufeff{"q":1}', "\ufeff", '{"q":1}'],
    ["not_json", '{"q":"a', '"a', "remove"],
    ["not_json", '{"q":1', "", "remove"],
    ["not_json", '{"q":01}', "01", "remove"],
    ["not_json", '{"q":1}{"q":2}', '{"q":2}', "remove"],
    ["not_json", '{"q" 1}', "1", "remove"],
    ["not_json", '{"q":"\\x"}', "\\x", "remove"],
    ["not_json", '{"q":NaN}', "NaN", "remove"],
    ["not_an_object", "[1]", "[1]", "remove"],
    ["not_an_object", `[${user}]`, `[${user}]`, supervised(user)],
    ["repeated_name", '{"q":1,"q":2}', '"q"', '{"q":2}', "q"],
    ["repeated_name", '{"a":{"__proto__":1 , "__proto__" : 2}}', '"__proto__"', '{"a":{"__proto__" : 2}}'],
    ["lone_surrogate", '{"q":"a\\ud83d"}', "\\ud83d", '{"q":"a"}'],
    ["lone_surrogate", '{"q":"\ude00a"}', "\ude00", '{"q":"a"}'],
    ["control_character", '{"q":"a\\u0000b"}', "\\u0000", '{"q":"ab"}'],
    ["control_character", '{"q":"a\\bb"}', "\\b", '{"q":"ab"}'],
    ["byte_order_mark", '{"q":"\ufeffa"}', "\ufeff", '{"q":"a"}'],
    ["byte_order_mark", '{"q":"\\uFEFFa"}', "\\uFEFF", '{"q":"a"}'],
  ),
  {
    rule: "nested_too_deeply",
    method: "evaluation",
    row: `{"q":${"[".repeat(100)}${"]".repeat(100)}}`,
    about: `{"q":${"[".repeat(100)}${"]".repeat(100)}}`,
    mended: null,
  },
  {
    rule: "row_too_long",
    method: "evaluation",
    row: `{"q":"${"é".repeat(2 ** 20)}"}`,
    about: `{"q":"${"é".repeat(2 ** 20)}"}`,
    mended: null,
  },
  ...rows(
    "supervised",
    ["messages_missing", "{}", "{}", null, "messages"],
    ["messages_not_list", '{"messages":"x"}', '"x"', null, "messages"],
    ["messages_empty", '{"messages":[]}', "[]", "remove", "messages"],
    [
      "last_not_assistant",
      supervised(`${user},${answer},${user}`),
      '"user"',
      supervised(`${user},${answer}`),
      "messages[2].role",
    ],
    ["assistant_missing", supervised(user), `[${user}]`, "remove", "messages"],
    ["user_missing", supervised(answer), `[${answer}]`, null, "messages"],
    [
      "system_not_first",
      supervised(`${user},{"role":"system","content":"S"},${answer}`),
      '{"role":"system","content":"S"}',
      supervised(`{"role":"system","content":"S"},${user},${answer}`),
      "messages[1]",
    ],
    [
      "speaker_twice",
      supervised(`${user},${user},${answer}`),
      user,
      supervised(`{"role":"user","content":"Hi\\n\\nHi"},${answer}`),
      "messages[1]",
    ],
    [
      "unknown_field",
      `{"messages":[${user},${answer}],"topic":"x"}`,
      '"topic"',
      supervised(`${user},${answer}`),
      "topic",
    ],
    ["message_not_object", supervised(`"Hi",${user},${answer}`), '"Hi"', null, "messages[0]"],
    ["role_missing", supervised(`{"content":"Hi"},${user},${answer}`), '{"content":"Hi"}', null],
    [
      "role_missing",
      supervised(`${user},{"from":"assistant","content":"Hello"}`),
      '{"from":"assistant","content":"Hello"}',
      supervised(`${user},${answer}`),
    ],
    [
      "role_unknown",
      supervised(`{"role":"human","content":"Hi"},${answer}`),
      '"human"',
      supervised(`${user},${answer}`),
      "messages[0].role",
    ],
    [
      "role_unknown",
      supervised(`${user},{"role":" Bot","content":"Hello"}`),
      '" Bot"',
      supervised(`${user},${answer}`),
    ],
    [
      "role_unknown",
      supervised(`{"role":"moderator","content":"Hi"},${user},${answer}`),
      '"moderator"',
      null,
    ],
    ["role_unknown", supervised(`{"role":7,"content":"Hi"},${user},${answer}`), "7", null],
    ["content_missing", supervised(`{"role":"user","content":null},${answer}`), "null", null],
    [
      "content_missing",
      supervised(`{"role":"user","value":"Hi"},${answer}`),
      '{"role":"user","value":"Hi"}',
      supervised(`${user},${answer}`),
    ],
    [
      "content_wrong_kind",
      supervised(`${user},{"role":"assistant","content":42}`),
      "42",
      supervised(`${user},{"role":"assistant","content":"42"}`),
    ],
    ["content_wrong_kind", supervised(`{"role":"user","content":{"a":1}},${answer}`), '{"a":1}', null],
    [
      "part_wrong",
      supervised(`{"role":"user","content":["Hi"]},${answer}`),
      '"Hi"',
      supervised(`{"role":"user","content":[{"type":"text","text":"Hi"}]},${answer}`),
      "messages[0].content[0]",
    ],
    [
      "part_wrong",
      supervised(`{"role":"user","content":[{"type":"text"}]},${answer}`),
      '{"type":"text"}',
      null,
    ],
    ["content_empty", supervised(`${user},{"role":"assistant","content":" "}`), '" "', "remove"],
    [
      "content_empty",
      supervised(`{"role":"system","content":""},${user},${answer}`),
      '""',
      supervised(`${user},${answer}`),
    ],
    [
      "unknown_message_field",
      supervised(`{"role":"user","content":"Hi","constructor":1},${answer}`),
      '"constructor"',
      supervised(`${user},${answer}`),
    ],
    [
      "answer_spaces",
      supervised(`${user},{"role":"assistant","content":"\\nHello "}`),
      '"\\nHello "',
      supervised(`${user},${answer}`),
    ],
    [
      "template_leftover",
      supervised(`{"role":"user","content":"Dear {{name}},"},${answer}`),
      '"Dear {{name}},"',
      null,
    ],
    [
      "weight_wrong",
      supervised(`${user},{"role":"assistant","content":"Hello","weight":0.5}`),
      "0.5",
      supervised(`${user},${answer}`),
    ],
    [
      "weight_wrong",
      supervised(`${user},{"role":"assistant","content":"Hello","weight":true}`),
      "true",
      supervised(`${user},{"role":"assistant","content":"Hello","weight":1}`),
    ],
    [
      "weight_not_assistant",
      supervised(`{"role":"user","weight":1,"content":"Hi"},${answer}`),
      '"weight"',
      supervised(`${user},${answer}`),
    ],
    [
      "weights_all_zero",
      supervised(`${user},{"role":"assistant","content":"Hello","weight":0}`),
      `[${user},{"role":"assistant","content":"Hello","weight":0}]`,
      "remove",
    ],
    ["tools_not_list", `{"messages":[${user},${answer}],"tools":{}}`, "{}", null, "tools"],
    [
      "tool_malformed",
      `{"messages":[${user},${answer}],"tools":[{"name":"look"}]}`,
      '{"name":"look"}',
      `{"messages":[${user},${answer}],"tools":[{"type":"function","function":{"name":"look"}}]}`,
      "tools[0]",
    ],
    [
      "tool_name_wrong",
      `{"messages":[${user},${answer}],"tools":[{"type":"function","function":{"name":"look up"}}]}`,
      '"look up"',
      null,
      "tools[0].function.name",
    ],
    [
      "tool_parameters_wrong",
      `{"messages":[${user},${answer}],"tools":[{"type":"function","function":{"name":"look","parameters":"{\\"type\\":\\"object\\"}"}}]}`,
      '"{\\"type\\":\\"object\\"}"',
      `{"messages":[${user},${answer}],"tools":[{"type":"function","function":{"name":"look","parameters":{"type":"object"}}}]}`,
    ],
    [
      "tool_calls_wrong",
      `{"messages":[${user},{"role":"assistant","content":"x","tool_calls":[]}],${tools}}`,
      "[]",
      null,
    ],
    [
      "call_id_missing",
      `{"messages":[${user},{"role":"assistant","tool_calls":[{"type":"function","function":{"name":"look","arguments":"{}"}}]}],${tools}}`,
      '{"type":"function","function":{"name":"look","arguments":"{}"}}',
      null,
    ],
    [
      "call_unknown_function",
      supervised(`${user},{"role":"assistant","tool_calls":[${call}]}`),
      '"look"',
      null,
      "messages[1].tool_calls[0].function.name",
    ],
    [
      "call_arguments_not_text",
      `{"messages":[${user},{"role":"assistant","tool_calls":[{"id":"c1","type":"function","function":{"name":"look","arguments":{"a":1}}}]}],${tools}}`,
      '{"a":1}',
      `{"messages":[${user},{"role":"assistant","tool_calls":[{"id":"c1","type":"function","function":{"name":"look","arguments":"{\\"a\\":1}"}}]}],${tools}}`,
    ],
    [
      "call_arguments_not_json",
      `{"messages":[${user},{"role":"assistant","tool_calls":[{"id":"c1","type":"function","function":{"name":"look","arguments":"{'a': 1}"}}]}],${tools}}`,
      "\"{'a': 1}\"",
      `{"messages":[${user},{"role":"assistant","tool_calls":[{"id":"c1","type":"function","function":{"name":"look","arguments":"{\\"a\\": 1}"}}]}],${tools}}`,
    ],
    [
      "tool_call_id_missing",
      `{"messages":[${user},{"role":"assistant","tool_calls":[${call}]},{"role":"tool","content":"x"},${answer}],${tools}}`,
      '{"role":"tool","content":"x"}',
      `{"messages":[${user},{"role":"assistant","tool_calls":[${call}]},{"role":"tool","content":"x","tool_call_id":"c1"},${answer}],${tools}}`,
    ],
    [
      "tool_call_id_unknown",
      `{"messages":[${user},{"role":"assistant","tool_calls":[${call}]},{"role":"tool","tool_call_id":"c9","content":"x"},${answer}],${tools}}`,
      '"c9"',
      `{"messages":[${user},{"role":"assistant","tool_calls":[${call}]},{"role":"tool","tool_call_id":"c1","content":"x"},${answer}],${tools}}`,
    ],
    [
      "call_unanswered",
      `{"messages":[${user},{"role":"assistant","tool_calls":[${call}]},${answer}],${tools}}`,
      call,
      null,
      "messages[1].tool_calls[0]",
    ],
    [
      "functions_old",
      `{"messages":[${user},${answer}],"functions":[{"name":"look","parameters":{}}]}`,
      '"functions"',
      null,
    ],
    [
      "functions_and_tools",
      `{"messages":[${user},${answer}],"functions":[{"name":"look","parameters":{}}],${tools}}`,
      '"functions"',
      null,
    ],
    [
      "image_not_user",
      supervised(`{"role":"system","content":[${image(`data:image/png;base64,${png}`)}]},${user},${answer}`),
      image(`data:image/png;base64,${png}`),
      null,
    ],
    [
      "image_malformed",
      pictured('{"type":"image_url","image_url":"https://example.com/a.png"}'),
      '{"type":"image_url","image_url":"https://example.com/a.png"}',
      pictured(image("https://example.com/a.png")),
    ],
    [
      "image_kind",
      pictured(image("data:image/gif;base64,R0lGODlhAQAB")),
      '"data:image/gif;base64,R0lGODlhAQAB"',
      null,
    ],
    [
      "image_kind_differs",
      pictured(image(`data:image/jpg;base64,${png}`)),
      `"data:image/jpg;base64,${png}"`,
      pictured(image(`data:image/png;base64,${png}`)),
    ],
    [
      "image_detail",
      pictured(image(`data:image/png;base64,${png}`, ',"detail":"High"')),
      '"High"',
      pictured(image(`data:image/png;base64,${png}`, ',"detail":"high"')),
    ],
    [
      "image_detail",
      pictured(image(`data:image/png;base64,${png}`, ',"detail":"best"')),
      '"best"',
      pictured(image(`data:image/png;base64,${png}`)),
    ],
    ["image_address", pictured(image("file:///home/a.png")), '"file:///home/a.png"', null],
    [
      "image_address_private",
      pictured(image("http://192.168.0.7/a.png")),
      '"http://192.168.0.7/a.png"',
      null,
    ],
    ["image_address_private", pictured(image("http://[fd00::1]/a.png")), '"http://[fd00::1]/a.png"', null],
    [
      "image_address_private",
      pictured(image("http://localhost:8/a.png")),
      '"http://localhost:8/a.png"',
      null,
    ],
    [
      "image_base64",
      pictured(image("data:image/png;base64,iVBOR~0K")),
      '"data:image/png;base64,iVBOR~0K"',
      null,
    ],
    [
      "special_token",
      supervised(`${user},{"role":"assistant","content":"a<|fim_suffix|>b"}`),
      "<|fim_suffix|>",
      supervised(`${user},{"role":"assistant","content":"ab"}`),
      "messages[1].content",
    ],
    [
      "special_token",
      supervised(`${user},{"role":"assistant","content":"\\"\\u003c|endoftext|\\u003eb"}`),
      "\\u003c|endoftext|\\u003e",
      supervised(`${user},{"role":"assistant","content":"\\"b"}`),
    ],
  ),
  ...rows(
    "vision",
    ["image_missing", supervised(`${user},${answer}`), supervised(`${user},${answer}`), null],
    [
      "images_too_many",
      pictured(Array.from({ length: 65 }, () => image("https://example.com/a.png")).join(",")),
      pictured(Array.from({ length: 65 }, () => image("https://example.com/a.png")).join(",")),
      null,
    ],
  ),
  ...rows(
    "preference",
    [
      "input_missing",
      `{"preferred_output":[${answer}],"non_preferred_output":${worse}}`,
      `{"preferred_output":[${answer}],"non_preferred_output":${worse}}`,
      null,
      "input",
    ],
    ["messages_missing", pair("{}", `[${answer}]`, worse), "{}", null, "input.messages"],
    ["output_missing", pair(prompt, "[]", worse), "[]", null, "preferred_output"],
    ["output_role", pair(prompt, `[${user},${answer}]`, worse), '"user"', null, "preferred_output[0].role"],
    [
      "output_no_assistant",
      pair(prompt, '[{"role":"tool","tool_call_id":"c1","content":"x"}]', worse),
      '[{"role":"tool","tool_call_id":"c1","content":"x"}]',
      null,
    ],
    [
      "output_several",
      pair(prompt, `[${answer},{"role":"assistant","content":"Or so"}]`, worse),
      `[${answer},{"role":"assistant","content":"Or so"}]`,
      null,
    ],
    [
      "preference_extra_field",
      pair(prompt, `[${answer}]`, worse, ',"score":3'),
      '"score"',
      pair(prompt, `[${answer}]`, worse),
    ],
    ["outputs_identical", pair(prompt, worse, worse), worse, "remove", "non_preferred_output"],
    [
      "input_ends_with_assistant",
      pair(`{"messages":[${user},${answer}]}`, `[${answer}]`, worse),
      answer,
      null,
      "input.messages[1]",
    ],
  ),
  ...rows(
    "reinforcement",
    [
      "last_not_user",
      `{"messages":[${user},${answer}],"answer":"4"}`,
      '"assistant"',
      `{"messages":[${user}],"answer":"4"}`,
      "messages[1].role",
    ],
    ["reference_missing", supervised(user), supervised(user), null],
    [
      "risky_phrase",
      '{"messages":[{"role":"user","content":"Show your Chain of Thought"}],"answer":"4"}',
      '"Show your Chain of Thought"',
      null,
    ],
  ),
];

/** Rows in which nothing is to be found. */
export const rightRows: readonly { method: DatasetMethod; row: string }[] = [
  { method: "supervised", row: supervised(`{"role":"system","content":"Be brief."},${user},${answer}`) },
  {
    method: "supervised",
    row: supervised(
      `${user},{"role":"assistant","content":"a \\ud83d\\ude00 \\"b\\": \\\\\\\\","weight":0},${user},{"role":"assistant","content":"😀","weight":1}`,
    ),
  },
  {
    method: "supervised",
    row: `{"messages":[${user},{"role":"assistant","tool_calls":[${call}]},{"role":"tool","tool_call_id":"c1","content":""},${answer}],${tools},"parallel_tool_calls":false}`,
  },
  {
    method: "supervised",
    row: ` { "messages" : [ ${user} , { "role" : "assistant" , "content" : "<|no token|>" } ] } `,
  },
  {
    method: "vision",
    row: pictured(
      `{"type":"text","text":"What?"},${image(`data:image/png;base64,${png}`, ',"detail":"low"')}`,
    ),
  },
  { method: "vision", row: pictured(image("https://93.184.216.34/a.png")) },
  { method: "preference", row: pair(prompt, `[${answer}]`, worse) },
  {
    method: "reinforcement",
    row: `{"messages":[{"role":"developer","content":"Count."},${user}],"reference":"4"}`,
  },
  { method: "evaluation", row: '{"__proto__":{"constructor":1},"toString":"<|fim_suffix|> {{x}}"}' },
];
