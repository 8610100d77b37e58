import { describe, expect, it } from "vitest";
import { fromConversations } from "../../../../main/datasets/from/conversations.ts";
import { editedBy } from "../../../../main/datasets/from/edited.ts";
import type { Edit } from "../../../../preload/contract/votes.ts";
import { temporaryProfiles } from "../../profile.ts";
import { calling, conversationsIn, judgedAnswer, split } from "./reading.ts";

const profile = temporaryProfiles();
const all = { ids: null, search: "" };
const user = (text: string) => ({ role: "user" as const, text });

const read = (
  { service }: ReturnType<typeof conversationsIn>,
  choice: { ids: string[] | null; search: string } = all,
  edits: Edit[] = [],
) => split(fromConversations(service, choice, editedBy(edits)));

describe("a conversation", () => {
  it("becomes a line with its system prompt and every turn of the branch that is shown", () => {
    const given = conversationsIn(profile());
    given.write(
      "c",
      [user("One?"), { text: "One." }, user("Two?"), { text: "Two." }],
      "Be brief.",
      "Numbers",
    );
    // Another answer to the first question, which is not shown.
    given.store.addAnswer({ id: "c", connectionId: "k", deployment: "d" }, "c-0", {
      id: "x",
      text: "Uno.",
      at: 9,
    });
    given.store.setLeaf("c", "c-3");
    expect(read(given)).toEqual({
      rows: [
        {
          origin: { kind: "conversation", id: "c", title: "Numbers", message: "c-3" },
          value: {
            messages: [
              { role: "system", content: "Be brief." },
              { role: "user", content: "One?" },
              { role: "assistant", content: "One." },
              { role: "user", content: "Two?" },
              { role: "assistant", content: "Two." },
            ],
          },
        },
      ],
      leftOut: [],
    });
  });

  it("is read to its beginning, however long it is", () => {
    const given = conversationsIn(profile());
    const turns = Array.from({ length: 130 }, (_, at) => [user(`Question ${at}`), { text: `Answer ${at}` }]);
    given.write("c", turns.flat());
    const [row] = read(given).rows;
    const messages = row?.value.messages as object[];
    expect(messages).toHaveLength(260);
    expect(messages[0]).toEqual({ role: "user", content: "Question 0" });
  });

  it("has its tool calls and their results, and ends with calls that nobody has answered yet", () => {
    const given = conversationsIn(profile());
    const call = {
      id: "call_1",
      type: "function",
      function: { name: "weather", arguments: '{"city":"Bern"}' },
    };
    const asking = { end: "tool_calls" as const };
    given.write("a", [user("Rain?"), { ...asking, details: calling("wet") }, { text: "Yes." }]);
    given.write("b", [user("Rain?"), { ...asking, details: calling(null) }]);
    const rows = new Map(
      read(given).rows.map(({ origin, value }) => ["id" in origin ? origin.id : "", value.messages]),
    );
    expect(rows.get("a")).toEqual([
      { role: "user", content: "Rain?" },
      { role: "assistant", content: null, tool_calls: [call] },
      { role: "tool", tool_call_id: "call_1", content: "wet" },
      { role: "assistant", content: "Yes." },
    ]);
    expect(rows.get("b")).toEqual([
      { role: "user", content: "Rain?" },
      { role: "assistant", content: null, tool_calls: [call] },
    ]);
  });

  it("has its attachments as they were sent", () => {
    const given = conversationsIn(profile());
    const png = Buffer.from("png").toString("base64");
    const attachments = [
      { kind: "image" as const, name: "dot.png", type: "image/png", data: png },
      { kind: "text" as const, name: "notes.txt", type: "text/plain", data: "Blue" },
    ];
    given.write("c", [{ ...user("What is it?"), attachments }, { text: "A dot." }]);
    const [row] = read(given).rows;
    expect(row?.value.messages).toMatchObject([
      {
        content: [
          { type: "text", text: "What is it?\n\nnotes.txt\n```\nBlue\n```" },
          { type: "image_url", image_url: { url: `data:image/png;base64,${png}` } },
        ],
      },
      { content: "A dot." },
    ]);
  });

  it("with an image that training does not take is left out", () => {
    const given = conversationsIn(profile());
    const gif = { kind: "image" as const, name: "a.gif", type: "image/gif", data: "R0lGODlh" };
    given.write("c", [{ ...user("What is it?"), attachments: [gif] }, { text: "A dot." }]);
    expect(read(given)).toEqual({ rows: [], leftOut: ["images"] });
  });
});

describe("an answer that is no good", () => {
  it.each([
    ["failed", { text: "x", end: "failed" }],
    ["cut", { text: "x", end: "length" }],
    ["cut", { text: "x", end: "cancelled" }],
    ["filtered", { text: "x", end: "content_filter" }],
    ["running", { text: "x", end: null }],
    ["empty", { text: " " }],
  ] as const)("%s: is left out with its question at the end of a branch, and told", (why, answer) => {
    const given = conversationsIn(profile());
    given.write("c", [user("One?"), { text: "One." }, user("Two?"), answer]);
    const { rows, leftOut } = read(given);
    expect(leftOut).toEqual([why]);
    expect(rows.map(({ value }) => value)).toEqual([
      {
        messages: [
          { role: "user", content: "One?" },
          { role: "assistant", content: "One." },
        ],
      },
    ]);
  });

  it("leaves nothing where it is the only one, and so does a question without an answer", () => {
    const given = conversationsIn(profile());
    given.write("a", [user("One?"), { text: "", end: "failed" }]);
    given.write("b", [user("Two?")]);
    given.write("c", []);
    const { rows, leftOut } = read(given);
    expect(rows).toEqual([]);
    expect(leftOut.toSorted()).toEqual(["empty", "failed", "unanswered"]);
  });

  it("stays to be read, but is not learned, where it was cut and the conversation went on", () => {
    const given = conversationsIn(profile());
    given.write("c", [user("Ten?"), { text: "1, 2", end: "length" }, user("Go on"), { text: "3" }]);
    const { rows, leftOut } = read(given);
    expect(leftOut).toEqual(["cut"]);
    expect(rows[0]?.value.messages).toEqual([
      { role: "user", content: "Ten?" },
      { role: "assistant", content: "1, 2", weight: 0 },
      { role: "user", content: "Go on" },
      { role: "assistant", content: "3" },
    ]);
  });

  it("takes a failed turn out of the middle, question and all", () => {
    const given = conversationsIn(profile());
    given.write("c", [user("One?"), { text: "", end: "failed" }, user("Two?"), { text: "Two." }]);
    expect(read(given).rows[0]?.value.messages).toEqual([
      { role: "user", content: "Two?" },
      { role: "assistant", content: "Two." },
    ]);
  });
});

describe("a choice", () => {
  it("is all, those that were found, those that were picked, or both", () => {
    const given = conversationsIn(profile());
    for (const id of ["a", "b", "c"])
      given.write(id, [user(`About ${id === "c" ? "rain" : "sun"}`), { text: "Yes." }]);
    const ids = (choice: { ids: string[] | null; search: string }) =>
      read(given, choice)
        .rows.map(({ origin }) => ("id" in origin ? origin.id : ""))
        .toSorted();
    expect(ids(all)).toEqual(["a", "b", "c"]);
    expect(ids({ ids: null, search: "sun" })).toEqual(["a", "b"]);
    expect(ids({ ids: ["b", "c", "gone"], search: "" })).toEqual(["b", "c"]);
    expect(ids({ ids: ["b", "c"], search: "sun" })).toEqual(["b"]);
  });

  it("passes over what is taken away while it is read", () => {
    const given = conversationsIn(profile());
    for (const id of ["a", "b"]) given.write(id, [user("One?"), { text: "One." }]);
    const reading = fromConversations(given.service, all, editedBy([]));
    const first = reading.next().value;
    for (const id of ["a", "b"]) given.store.setRemoved(id, true);
    expect(first).toHaveProperty("text");
    expect(reading.next().done).toBe(true);
  });
});

describe("an answer that a person made better", () => {
  const edit = (id: string, text: string, at: number, prompt = "One?"): Edit => ({
    id,
    at,
    text,
    original: judgedAnswer("r", { prompt, text: "On", end: "length" }),
  });

  it("stands in the place of the one that came, the newest where there are several", () => {
    const given = conversationsIn(profile());
    given.write("c", [user("One?"), { text: "On", end: "length" }]);
    const { rows, leftOut } = read(given, all, [edit("new", "One.", 2), edit("old", "Onne.", 1)]);
    expect(leftOut).toEqual([]);
    expect(rows[0]?.value.messages).toEqual([
      { role: "user", content: "One?" },
      { role: "assistant", content: "One." },
    ]);
    expect(rows[0]?.origin).toMatchObject({ kind: "conversation", message: "c-1" });
  });

  it("is a row of its own where no conversation has it", () => {
    const given = conversationsIn(profile());
    given.write("c", [user("One?"), { text: "On", end: "length" }]);
    const edited = editedBy([
      edit("e1", "One.", 2),
      edit("e2", "Two.", 1, "Two?"),
      edit("e3", " ", 1, "Three?"),
    ]);
    split(fromConversations(given.service, all, edited));
    expect(split(edited.others())).toEqual({
      rows: [
        {
          origin: { kind: "edit", id: "e2", title: "Two?" },
          value: {
            messages: [
              { role: "system", content: "Be brief." },
              { role: "user", content: "Two?" },
              { role: "assistant", content: "Two." },
            ],
          },
        },
      ],
      leftOut: ["empty"],
    });
  });
});
