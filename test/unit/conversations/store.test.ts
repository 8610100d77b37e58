import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { titleOf } from "../../../main/conversations/conversations.ts";
import { openConversations } from "../../../main/conversations/store.ts";
import { openDatabase } from "../../../main/storage/database.ts";
import { temporaryProfiles } from "../profile.ts";

const profile = temporaryProfiles();

describe("the conversation store", () => {
  it("gives the path from the first message to the leaf, across a restart", () => {
    const file = join(profile(), "assay.db");
    const database = openDatabase(file);
    const store = openConversations(database);
    store.begin({ id: "c", title: "Title", connectionId: "k", deployment: "d", at: 1 });
    store.addTurn("c", { id: "1", text: "one", at: 1 }, { id: "2", text: "", at: 1, deployment: "d" }, "k");
    store.append([{ replyId: "2", text: "two", reasoning: "r" }]);
    expect(store.summary("c")?.answering).toBe(true);
    store.finish("2", { end: "stop", diagnosis: null, measurement: null }, 5);
    store.addTurn(
      "c",
      { id: "3", text: "three", at: 6 },
      { id: "4", text: "", at: 6, deployment: "e" },
      "other",
    );
    store.append([{ replyId: "4", text: "fo", reasoning: "" }]);
    store.append([{ replyId: "4", text: "ur", reasoning: "" }]);
    database.close();
    const again = openConversations(openDatabase(file));
    const conversation = again.get("c");
    expect(conversation?.messages.map(({ text }) => text)).toEqual(["one", "two", "three", "four"]);
    expect(conversation).toMatchObject({
      title: "Title",
      connectionId: "other",
      deployment: "e",
      updatedAt: 6,
    });
    expect(conversation?.messages[1]).toMatchObject({ reasoning: "r", end: "stop", parentId: "1" });
    expect(again.get("nothing")).toBeNull();
  });

  it("lists the last touched conversation first", () => {
    const store = openConversations(openDatabase(join(profile(), "assay.db")));
    for (const [index, id] of ["a", "b", "c"].entries()) {
      store.begin({ id, title: id, connectionId: "k", deployment: "d", at: index });
    }
    store.addTurn("a", { id: "1", text: "x", at: 9 }, { id: "2", text: "", at: 9, deployment: "d" }, "k");
    expect(store.list().map(({ id }) => id)).toEqual(["a", "c", "b"]);
  });
});

describe("a title", () => {
  it.each([
    ["Short question", "Short question"],
    ["  First line \n second", "First line"],
    [
      "Compare cupellation with X-ray fluorescence for a lot of eighteen carat scrap, please",
      "Compare cupellation with X-ray fluorescence for a lot of…",
    ],
    ["x".repeat(80), `${"x".repeat(60)}…`],
  ])("of %j is %j", (text, title) => expect(titleOf(text)).toBe(title));
});
