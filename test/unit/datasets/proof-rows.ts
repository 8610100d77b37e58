import { seededRandom } from "../../../main/statistics/random.ts";

/** A fault that was put into a row on purpose. */
export interface PlantedFault {
  /** Counted from 1, as is the column, in UTF-16 code units. */
  line: number;
  column: number;
  rule: string;
}

/** How a right row becomes a wrong one: the text that is looked for, what stands in its place, and where the fault is in that. */
type Kind = [rule: string, ways: readonly [from: string | null, to: string, at: string][]];

const answerFrom = '{"role":"assistant","content":"';
const userFrom = '{"role":"user","content":"';
const lookTool = '"function":{"name":"look_up","parameters":{"type":"object","properties":{}}}';
const call = (given: string) =>
  `{"role":"assistant","tool_calls":[{"id":"call_1","type":"function","function":{"name":"look_up","arguments":${given}}}]}`;
const withTools = (tool: string, messages: string) =>
  `{"messages":[{"role":"user","content":"Look up sample ROW."},${messages}],"tools":[${tool}]}`;
const right = `{"type":"function",${lookTool}}`;
const result = (id: string) => `{"role":"tool",${id}"content":"0.4 g/t"},${answerFrom}It has 0.4 g/t."}`;

/** Twenty kinds of faults, two ways of each. Without a text to look for, the whole row is another. */
const kinds: readonly Kind[] = [
  [
    "not_json",
    [
      ['"}]}', '"},]}', ",]}"],
      ['"}]}', '"}', ""],
    ],
  ],
  [
    "not_an_object",
    [
      [null, '[{"role":"user","content":"Why ROW?"},{"role":"assistant","content":"Because."}]', "["],
      [null, '"Sample ROW"', '"'],
    ],
  ],
  [
    "repeated_name",
    [
      [answerFrom, `{"role":"user",${answerFrom.slice(1)}`, '"role":"user","role"'],
      [userFrom, '{"content":"","role":"user","content":"', '"content":""'],
    ],
  ],
  [
    "lone_surrogate",
    [
      [answerFrom, `${answerFrom}\\ud83d `, "\\ud83d"],
      [userFrom, `${userFrom}\\ude00 `, "\\ude00"],
    ],
  ],
  [
    "control_character",
    [
      [answerFrom, `${answerFrom}\\u0000`, "\\u0000"],
      [userFrom, `${userFrom}\\u001b`, "\\u001b"],
    ],
  ],
  [
    "byte_order_mark",
    [
      [answerFrom, `${answerFrom}\ufeff`, "\ufeff"],
      [userFrom, `${userFrom}\\ufeff`, "\\ufeff"],
    ],
  ],
  [
    "messages_empty",
    [
      [null, '{"messages":[]}', "[]"],
      [null, '{"messages":[ ]}', "[ ]"],
    ],
  ],
  [
    "last_not_assistant",
    [
      ['"}]}', '"},{"role":"user","content":"Thanks, ROW!"}]}', '"user","content":"Thanks'],
      ['"}]}', '"},{"role":"system","content":"End of ROW."}]}', '"system","content":"End'],
    ],
  ],
  [
    "assistant_missing",
    [
      [null, '{"messages":[{"role":"user","content":"Is ROW rich?"}]}', "[{"],
      [
        null,
        '{"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Is ROW poor?"}]}',
        "[{",
      ],
    ],
  ],
  [
    "role_unknown",
    [
      ['"role":"user"', '"role":"human"', '"human"'],
      ['"role":"assistant"', '"role":"gpt"', '"gpt"'],
    ],
  ],
  [
    "content_wrong_kind",
    [
      [
        null,
        '{"messages":[{"role":"user","content":"Which number has ROW?"},{"role":"assistant","content":17}]}',
        "17}",
      ],
      [
        null,
        '{"messages":[{"role":"user","content":{"type":"text","text":"Which has ROW?"}},{"role":"assistant","content":"None."}]}',
        '{"type"',
      ],
    ],
  ],
  [
    "content_empty",
    [
      [null, '{"messages":[{"role":"user","content":"And ROW?"},{"role":"assistant","content":""}]}', '""'],
      ['{"messages":[', '{"messages":[{"role":"system","content":"  "},', '"  "'],
    ],
  ],
  [
    "weight_wrong",
    [
      [answerFrom, `{"role":"assistant","weight":0.5,"content":"`, "0.5"],
      [answerFrom, `{"role":"assistant","weight":"1","content":"`, '"1"'],
    ],
  ],
  [
    "weight_not_assistant",
    [
      [userFrom, `{"role":"user","weight":0,"content":"`, '"weight"'],
      [userFrom, `{"role":"user","weight":1,"content":"`, '"weight"'],
    ],
  ],
  [
    "special_token",
    [
      [answerFrom, `${answerFrom}<|fim_suffix|>`, "<|fim"],
      [userFrom, `${userFrom}\\u003c|endoftext|\\u003e `, "\\u003c|"],
    ],
  ],
  [
    "part_wrong",
    [
      [
        null,
        '{"messages":[{"role":"user","content":["What is ROW?"]},{"role":"assistant","content":"A sample."}]}',
        '"What',
      ],
      [
        null,
        '{"messages":[{"role":"user","content":[{"text":"Who took ROW?"}]},{"role":"assistant","content":"Nobody."}]}',
        '{"text"',
      ],
    ],
  ],
  [
    "answer_spaces",
    [
      [answerFrom, `${answerFrom} `, '" '],
      [answerFrom, `${answerFrom}\\n`, '"\\n'],
    ],
  ],
  [
    "tool_malformed",
    [
      [
        null,
        withTools('{"name":"look_up"}', `${call('"{}"')},${result('"tool_call_id":"call_1",')}`),
        '{"name":"look_up"}',
      ],
      [
        null,
        withTools(`{${lookTool}}`, `${call('"{}"')},${result('"tool_call_id":"call_1",')}`),
        `{${lookTool}}`,
      ],
    ],
  ],
  [
    "call_arguments_not_text",
    [
      [
        null,
        withTools(right, `${call('{"sample":"ROW"}')},${result('"tool_call_id":"call_1",')}`),
        '{"sample"',
      ],
      [null, withTools(right, call("{}")), "{}}}"],
    ],
  ],
  [
    "tool_call_id_missing",
    [
      [null, withTools(right, `${call('"{}"')},${result("")}`), '{"role":"tool"'],
      [null, withTools(right, `${call('"{}"')},${result('"tool_call_id":"",')}`), '{"role":"tool"'],
    ],
  ],
];

/** How many rows there are, and how many of them are wrong. */
export const [plantedRows, plantedFaults] = [200, 40];

/**
 * 200 rows for supervised training, forty of which have one planted fault each, of twenty kinds: the text of a file as
 * JSONL, and every fault with its place. The same each time.
 */
export function plantedDataset(): { text: string; faults: PlantedFault[] } {
  const random = seededRandom(40);
  const all = kinds.flatMap(([rule, ways]) => ways.map((way) => ({ rule, way })));
  const faults: PlantedFault[] = [];
  const lines = Array.from({ length: plantedRows }, (_, index) => {
    const row = rightRow(index, random);
    const planted = index % 5 === 3 ? all[Math.floor(index / 5)] : undefined;
    if (planted === undefined) return row;
    const [from, to, at] = planted.way;
    const line =
      from === null
        ? to.replaceAll("ROW", `A-${index}`)
        : swapped(row, from, to.replace("ROW", `A-${index}`));
    const column = at === "" ? line.length + 1 : line.indexOf(at.replaceAll("ROW", `A-${index}`)) + 1;
    faults.push({ line: index + 1, column, rule: planted.rule });
    return line;
  });
  return { text: `${lines.join("\n")}\n`, faults };
}

function swapped(row: string, from: string, to: string): string {
  const at = row.lastIndexOf(from);
  if (at < 0) throw new Error(`${from} is not in ${row}`);
  return row.slice(0, at) + to + row.slice(at + from.length);
}

const metals = ["gold", "silver", "copper", "nickel", "platinum"];
const places = ["the north vein", "shaft 3", "the tailings", "the river bed", "the old dump", "bench 12"];

function rightRow(index: number, random: () => number): string {
  const one = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)];
  const [metal, place, grams] = [one(metals), one(places), (random() * 30).toFixed(2)];
  return JSON.stringify({
    messages: [
      { role: "user", content: `How much ${metal} is in sample A-${index} from ${place}?` },
      { role: "assistant", content: `Sample A-${index} has ${grams} grams of ${metal} per tonne.` },
    ],
  });
}
