import { expect, it } from "vitest";
import { textsOfFile, textsOfRows } from "../../../main/embeddings/picked.ts";

it("a plain file is taken as it is, without its byte order mark", () => {
  expect(textsOfFile("a.txt", "\uFEFFone\n\ntwo")).toEqual({
    ...{ name: "a.txt", text: "one\n\ntwo", columns: [], unread: 0 },
  });
});

it("a table gives its columns with their texts, empty ones and rows that do not fit left out", () => {
  const { text, columns, unread } = textsOfFile("a.csv", 'id,body\n1,"one, two"\n2,\n3,three,four\n4,five\n');
  expect(text).toBeNull();
  expect(columns).toEqual([
    { name: "id", texts: ["1", "2", "4"] },
    { name: "body", texts: ["one, two", "five"] },
  ]);
  expect(unread).toBe(1);
});

it("JSON lines give their names, also where rows have different ones", () => {
  const { columns, unread } = textsOfFile("a.jsonl", '{"q":"one"}\n{"q":"two","a":"three"}\nbroken\n');
  expect(columns).toEqual([
    { name: "q", texts: ["one", "two"] },
    { name: "a", texts: ["three"] },
  ]);
  expect(unread).toBe(1);
});

it("a file that should have columns and has none is taken as it is", () => {
  expect(textsOfFile("a.csv", ",,\n")).toMatchObject({ text: ",,\n", columns: [] });
  expect(textsOfFile("a.jsonl", "just\nlines")).toMatchObject({ text: "just\nlines", columns: [] });
});

it("rows give their fields that are texts, and the last message of each role", () => {
  const rows = [
    { id: 1, question: "What is gold?", tags: ["a"] },
    {
      messages: [
        { role: "user", content: "Hello" },
        { role: "assistant", content: null },
        { role: "user", content: " And now? " },
      ],
    },
    ["no object"],
  ];
  expect(
    textsOfRows(
      "Rows",
      rows.map((row) => JSON.stringify(row)),
    ),
  ).toEqual({
    name: "Rows",
    text: null,
    columns: [
      { name: "question", texts: ["What is gold?"] },
      { name: "messages.user", texts: ["And now?"] },
    ],
    unread: 1,
  });
});
