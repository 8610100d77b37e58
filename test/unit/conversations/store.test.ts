import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { titleOf } from "../../../main/conversations/history.ts";
import { openSearch } from "../../../main/conversations/search.ts";
import { openConversations } from "../../../main/conversations/store.ts";
import { openDatabase } from "../../../main/storage/database.ts";
import { temporaryProfiles } from "../profile.ts";

const profile = temporaryProfiles();

const conversation = { id: "c", title: "Title", connectionId: "k", deployment: "d" };

describe("the conversation store", () => {
  it("gives the path from the first message to the leaf, across a restart", () => {
    const file = join(profile(), "assay.db");
    const database = openDatabase(file);
    const store = openConversations(database);
    store.addTurn(conversation, null, { id: "1", text: "one", at: 1 }, { id: "2", text: "", at: 1 });
    store.append([{ replyId: "2", text: "two", reasoning: "r" }]);
    store.finish("2", { end: "stop", diagnosis: null, measurement: null, details: null }, 5);
    const moved = { ...conversation, title: "Not taken", connectionId: "other", deployment: "e" };
    store.addTurn(moved, "2", { id: "3", text: "three", at: 6 }, { id: "4", text: "", at: 6 });
    store.append([{ replyId: "4", text: "fo", reasoning: "" }]);
    store.append([{ replyId: "4", text: "ur", reasoning: "" }]);
    database.close();
    const again = openConversations(openDatabase(file));
    const { messages, hasEarlier } = again.stretch(again.leaf("c") ?? "", {});
    expect(messages.map(({ text }) => text)).toEqual(["one", "two", "three", "four"]);
    expect(hasEarlier).toBe(false);
    expect(messages[1]).toMatchObject({ reasoning: "r", end: "stop", parentId: "1" });
    expect(again.summary("c")).toEqual({
      ...moved,
      title: "Title",
      modelId: null,
      updatedAt: 6,
      pinned: false,
    });
    expect(again.summary("nothing")).toBeNull();
    expect(again.leaf("nothing")).toBeNull();
    expect(again.stretch("4", { limit: 2 })).toMatchObject({
      messages: [{ text: "three" }, { text: "four" }],
      hasEarlier: true,
    });
    expect(again.stretch("4", { until: ["2"] }).messages.map(({ id }) => id)).toEqual(["2", "3", "4"]);
  });

  it("lists the last touched conversation first", () => {
    const store = openConversations(openDatabase(join(profile(), "assay.db")));
    for (const [index, id] of ["a", "b", "c", "a"].entries()) {
      store.addTurn(
        { ...conversation, id },
        store.leaf(id),
        { id: `q${index}`, text: "x", at: index },
        { id: `r${index}`, text: "", at: index },
      );
    }
    expect(store.list().map(({ id }) => id)).toEqual(["a", "c", "b"]);
  });

  it("finds the newest of all ends of a branch, not that of the newest beginning", () => {
    const store = openConversations(openDatabase(join(profile(), "assay.db")));
    const turn = (above: string | null, name: string, at: number) =>
      store.addTurn(conversation, above, { id: `${name}q`, text: "x", at }, { id: name, text: "", at });
    turn(null, "a", 1);
    turn("a", "b", 2);
    turn("a", "c", 3);
    turn("b", "d", 4);
    expect(store.newestLeaf("a")).toBe("d");
    expect(store.newestLeaf("cq")).toBe("c");
    expect(store.newestLeaf("d")).toBe("d");
  });

  it("indexes an answer when it ends, and once more when it was gone on with", () => {
    const database = openDatabase(join(profile(), "assay.db"));
    const store = openConversations(database);
    const found = (text: string) => openSearch(database)(text, 9).length;
    const ending = { end: "length", diagnosis: null, measurement: null, details: null } as const;
    store.addTurn(conversation, null, { id: "1", text: "one", at: 1 }, { id: "2", text: "", at: 1 });
    store.append([{ replyId: "2", text: "the touch", reasoning: "" }]);
    expect(found("touch")).toBe(0);
    store.finish("2", ending, 2);
    expect(found("touch")).toBe(1);
    store.reopen("2");
    store.append([{ replyId: "2", text: "stone", reasoning: "" }]);
    expect(found("touch")).toBe(1);
    store.finish("2", ending, 3);
    expect(found("touchstone")).toBe(1);
    expect(database.prepare("select count(*) as n from message_texts").get()).toEqual({ n: 2 });
  });

  it("begins no conversation when its first turn cannot be written", () => {
    const store = openConversations(openDatabase(join(profile(), "assay.db")));
    const twice = { id: "same", text: "", at: 1 };
    expect(() => store.addTurn(conversation, null, twice, twice)).toThrow();
    expect(store.list()).toEqual([]);
  });

  it("takes a damaged measurement for none, and recovers all the same", () => {
    const database = openDatabase(join(profile(), "assay.db"));
    const store = openConversations(database);
    store.addTurn(conversation, null, { id: "1", text: "one", at: 1 }, { id: "2", text: "", at: 1 });
    database.exec("update messages set diagnosis = '{', measurement = 'nonsense' where id = '2'");
    expect(store.message("2")).toMatchObject({ diagnosis: null, measurement: null });
    expect(store.recover()).toBe(1);
    expect(store.message("2")?.end).toBe("interrupted");
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
