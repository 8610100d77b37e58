/** A fault in the file: the line it is in, the rule that names it, and the column it begins at, both counted from 1. */
export interface Planted {
  line: number;
  rule: string;
  column: number;
  /** What a person writes instead, or null to delete the row; left out where the fix of its rule is enough. */
  byHand?: string | null;
}

const user = (content: string) => `{"role":"user","content":${JSON.stringify(content)}}`;
const answer = (content: string) => `{"role":"assistant","content":${JSON.stringify(content)}}`;
const row = (...messages: string[]) => `{"messages":[${messages.join(",")}]}`;
const look = '{"type":"function","function":{"name":"look","parameters":{"type":"object","properties":{}}}}';
const call = (given: string) =>
  `{"role":"assistant","tool_calls":[{"id":"c1","type":"function","function":{"name":"look","arguments":${given}}}]}`;

const things = ["kettle", "ladder", "violin", "bicycle", "lantern", "compass", "anchor", "blanket"];
const places = ["garden", "attic", "harbor", "library", "station", "kitchen", "museum"];
const deeds = ["repair", "carry", "sell", "paint", "borrow"];

/** A question and its answer, no two alike. */
const plain = (number: number) => {
  const pick = (list: readonly string[], by: number) => list[Math.floor(number / by) % list.length] ?? "";
  const [thing, place, deed] = [pick(things, 1), pick(places, 3), pick(deeds, 7)];
  return [
    `Question ${number}: may I ${deed} the ${thing} that stands in the ${place}?`,
    `Yes, number ${number}. Ask in the ${place} first, and ${deed} the ${thing} by noon.`,
  ] as const;
};

/** A row with a fault: its rule, the row of a question and an answer, where the fault begins, and what a person does. */
type Fault = [
  rule: string,
  text: (asked: string, said: string) => string,
  about: string,
  byHand?: ((asked: string, said: string) => string) | null,
];

const whole = (asked: string, said: string) => row(user(asked), answer(said));

const faults: readonly Fault[] = [
  ["special_token", (asked, said) => row(user(asked), answer(`${said}<|fim_suffix|>`)), "<|fim_suffix|>"],
  ["special_token", (asked, said) => row(user(`<|endoftext|>${asked}`), answer(said)), "<|endoftext|>"],
  ["not_json", (asked, said) => `{"messages":[${user(asked)},${answer(said)},]}`, ",]"],
  [
    "not_json",
    (asked) => `{'messages':[{'role':'user','content':'${asked}'},{'role':'assistant','content':None}]}`,
    "'messages",
    whole,
  ],
  ["not_an_object", (asked, said) => `[${user(asked)},${answer(said)}]`, "["],
  ["not_an_object", (asked) => JSON.stringify(asked), '"'],
  [
    "last_not_assistant",
    (asked, said) => row(user(asked), answer(said), user("Thanks.")),
    '"user","content":"Thanks."',
  ],
  [
    "last_not_assistant",
    (asked, said) => row(user(asked), answer(said), '{"role":"system","content":"End"}'),
    '"system"',
  ],
  ["assistant_missing", (asked) => row(user(asked)), "["],
  ["assistant_missing", (asked) => row('{"role":"system","content":"Be brief."}', user(asked)), "["],
  [
    "role_unknown",
    (asked, said) => row(user(asked).replace("user", "editor"), answer(said)),
    '"editor"',
    whole,
  ],
  [
    "role_unknown",
    (asked, said) => row(user(asked), answer(said).replace("assistant", "narrator")),
    '"narrator"',
    whole,
  ],
  [
    "role_missing",
    (asked, said) => row(user(asked), `{"content":${JSON.stringify(said)}}`),
    '{"content"',
    whole,
  ],
  [
    "role_missing",
    (asked, said) => row(`{"content":${JSON.stringify(asked)}}`, answer(said)),
    '{"content"',
    whole,
  ],
  [
    "content_missing",
    (asked, said) => row(user(asked).replace('"content"', '"value"'), answer(said)),
    '{"role"',
  ],
  ["content_missing", (_, said) => row('{"role":"user","content":null}', answer(said)), "null", null],
  ["content_wrong_kind", (asked) => row(user(asked), '{"role":"assistant","content":42}'), "42"],
  [
    "content_wrong_kind",
    (asked, said) =>
      row(`{"role":"user","content":{"type":"text","text":${JSON.stringify(asked)}}}`, answer(said)),
    '{"type"',
  ],
  [
    "content_empty",
    (asked, said) => row('{"role":"system","content":" "}', user(asked), answer(said)),
    '" "',
  ],
  ["content_empty", (_, said) => row(user(""), answer(said)), '""'],
  [
    "weight_wrong",
    (asked, said) => row(user(asked), `{"role":"assistant","content":${JSON.stringify(said)},"weight":true}`),
    "true",
  ],
  [
    "weight_wrong",
    (asked, said) => row(user(asked), `{"role":"assistant","content":${JSON.stringify(said)},"weight":0.5}`),
    "0.5",
  ],
  [
    "weight_not_assistant",
    (asked, said) => row(`{"role":"user","content":${JSON.stringify(asked)},"weight":1}`, answer(said)),
    '"weight"',
  ],
  [
    "weight_not_assistant",
    (asked, said) => row(`{"role":"user","weight" : 0,"content":${JSON.stringify(asked)}}`, answer(said)),
    '"weight"',
  ],
  ["unknown_field", (asked, said) => `{"source":"wiki",${whole(asked, said).slice(1)}`, '"source"'],
  [
    "unknown_field",
    (asked, said) => `${whole(asked, said).slice(0, -1)},"__proto__":{"a":1}}`,
    '"__proto__"',
  ],
  [
    "tool_call_id_missing",
    (asked, said) =>
      `${row(user(asked), call('"{}"'), '{"role":"tool","content":"rain"}', answer(said)).slice(0, -1)},"tools":[${look}]}`,
    '{"role":"tool"',
  ],
  [
    "tool_call_id_missing",
    (asked, said) =>
      `{"tools":[${look}],${row(user(asked), call('"{}"'), '{"content":"sun","role":"tool"}', answer(said)).slice(1)}`,
    '{"content":"sun"',
  ],
  [
    "call_arguments_not_text",
    (asked, said) =>
      `${row(user(asked), call('{"city":"Bern"}'), '{"role":"tool","tool_call_id":"c1","content":"rain"}', answer(said)).slice(0, -1)},"tools":[${look}]}`,
    '{"city"',
  ],
  [
    "call_arguments_not_text",
    (asked, said) =>
      `${row(user(asked), call("{}"), '{"role":"tool","tool_call_id":"c1","content":"rain"}', answer(said)).slice(0, -1)},"tools":[${look}]}`,
    "{}}",
  ],
  [
    "repeated_name",
    (asked, said) => row(`{"role":"user","content":"old","content":${JSON.stringify(asked)}}`, answer(said)),
    '"content":"old"',
  ],
  ["repeated_name", (asked, said) => `{"messages":[],${whole(asked, said).slice(1)}`, '"messages":[]'],
  [
    "lone_surrogate",
    (asked, said) => row(user(asked), answer(`${said}@`)).replace("@", "\\ud83d"),
    "\\ud83d",
  ],
  [
    "lone_surrogate",
    (asked, said) => row(user(`@${asked}`), answer(said)).replace("@", "\\uDE00"),
    "\\uDE00",
  ],
  ["messages_empty", () => '{"messages":[]}', "[]"],
  ["messages_empty", () => '{"messages": [ ] }', "[ ]"],
  ["messages_missing", () => `{"tools":[${look}]}`, "{", null],
  ["messages_missing", () => `{"parallel_tool_calls":true}`, "{", whole],
  ["duplicate", () => whole(...plain(1)), "{", null],
  ["duplicate", () => whole(...plain(2)).replace('{"messages":[', '{ "messages": ['), "{", null],
];

const rows = 200;

/** Two hundred rows of supervised training with forty faults of twenty kinds, and where each fault is. */
export function plantedFile(): { text: string; planted: Planted[] } {
  const lines = Array.from({ length: rows }, (_, index) => whole(...plain(index + 1)));
  const planted = faults.map(([rule, text, about, byHand], index): Planted => {
    const line = 4 + index * 5 - (index % 3);
    const said = plain(line);
    const faulty = text(...said);
    lines[line - 1] = faulty;
    return {
      line,
      rule,
      column: faulty.indexOf(about) + 1,
      ...(byHand !== undefined && { byHand: byHand === null ? null : byHand(...said) }),
    };
  });
  return { text: lines.map((line) => `${line}\n`).join(""), planted };
}
