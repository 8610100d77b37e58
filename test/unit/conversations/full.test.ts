import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type ConversationStore, openConversations } from "../../../main/conversations/store.ts";
import { createStreams } from "../../../main/conversations/streams.ts";
import type { ChatEvent } from "../../../main/foundry/chat/chat.ts";
import { type Database, openDatabase } from "../../../main/storage/database.ts";
import type { Delta, Message } from "../../../preload/contract/conversations.ts";
import { temporaryProfiles } from "../profile.ts";

const profile = temporaryProfiles();
const mounted: string[] = [];
const open: Database[] = [];
beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => {}));
afterEach(() => {
  for (const database of open.splice(0)) database.close();
  for (const folder of mounted.splice(0)) spawnSync("umount", [folder]);
  vi.restoreAllMocks();
});

const mount = (...args: string[]) => spawnSync("mount", args).status === 0;

/** A folder on a disk of two megabytes; null where this computer does not give one. */
function smallDisk(): string | null {
  const folder = join(profile(), "disk");
  mkdirSync(folder);
  if (process.platform !== "linux" || !mount("-t", "tmpfs", "-o", "size=2m", "tmpfs", folder)) return null;
  mounted.push(folder);
  return folder;
}

function openFile(file: string): Database {
  const database = openDatabase(file);
  open.push(database);
  return database;
}

const conversation = { id: "c", title: "Title", connectionId: "k", deployment: "d" };

/** A question with an answer that has ended, and one that is about to be written. */
function begun(database: Database): ConversationStore {
  const store = openConversations(database);
  store.addTurn(conversation, null, { id: "1", text: "one", at: 1 }, { id: "2", text: "", at: 1 });
  store.append([{ replyId: "2", text: "kept from before", reasoning: "" }]);
  store.finish("2", { end: "stop", diagnosis: null, measurement: null, details: null }, 2);
  store.addTurn(conversation, "2", { id: "3", text: "three", at: 3 }, { id: "4", text: "", at: 3 });
  return store;
}

/** Words without end, each piece different, until it is told to stop or its answer ends. */
async function* endless(signal: AbortSignal): AsyncGenerator<ChatEvent> {
  for (let count = 0; !signal.aborted && count < 5_000; count++) {
    yield { type: "text", at: performance.now(), text: `${count} ${"gold ".repeat(400)}` };
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/** Writes the answer until it cannot be written. Gives what was shown of it, and how it was said to have ended. */
async function fill(store: ConversationStore): Promise<{ shown: string; ended: Message | undefined }> {
  let shown = "";
  let ended: Message | undefined;
  const streams = createStreams(store, (name, payload) => {
    if (name === "chat.deltas")
      shown += (payload as { deltas: Delta[] }).deltas.map(({ text }) => text).join("");
    if (name === "chat.ended") ended = (payload as { reply: Message }).reply;
  });
  await streams.run({ id: "4", conversationId: "c" }, endless);
  return { shown, ended };
}

/** Whether all that was there, and all that was shown, is in the database. */
function expectKept(database: Database, shown: string): void {
  expect(database.prepare("pragma integrity_check").get()).toEqual({ integrity_check: "ok" });
  const store = openConversations(database);
  expect(store.stretch("4", {}).messages.map(({ text }) => text)).toEqual([
    "one",
    "kept from before",
    "three",
    shown,
  ]);
}

const failure = { end: "failed", diagnosis: { code: "storage_failed" } };

describe("a database that cannot grow", () => {
  it("ends the answer, says why, and keeps all that was shown and all that was there", async () => {
    const file = join(profile(), "assay.db");
    const database = openFile(file);
    const store = begun(database);
    const { page_count: pages } = database.prepare("pragma page_count").get() as { page_count: number };
    database.exec(`pragma max_page_count = ${pages + 20}`);
    const { shown, ended } = await fill(store);
    expect(shown.length).toBeGreaterThan(1_000);
    expect(ended).toMatchObject(failure);
    expectKept(database, shown);
    database.exec("pragma max_page_count = 4294967294");
    expect(store.recover()).toBeLessThanOrEqual(1);
    expectKept(database, shown);
  });

  it("does the same on a disk that is full, and after a restart on one that is not", async (context) => {
    const disk = smallDisk();
    if (disk === null) return context.skip("no disk can be mounted here");
    const file = join(disk, "assay.db");
    const database = openFile(file);
    const { shown, ended } = await fill(begun(database));
    expect(shown.length).toBeGreaterThan(10_000);
    expect(ended).toMatchObject(failure);
    expectKept(database, shown);
    expect(mount("-o", "remount,size=16m", disk)).toBe(true);
    const again = openFile(file);
    openConversations(again).recover();
    expectKept(again, shown);
  });
});

describe("a file that cannot be written", () => {
  it("refuses what is new and keeps what was there", async () => {
    const file = join(profile(), "assay.db");
    const database = openFile(file);
    const store = begun(database);
    database.exec("pragma query_only = on");
    const { shown, ended } = await fill(store);
    expect(shown).toBe("");
    expect(ended).toMatchObject(failure);
    const turn = () =>
      store.addTurn(conversation, "2", { id: "5", text: "x", at: 9 }, { id: "6", text: "", at: 9 });
    expect(turn).toThrow(/readonly|read-only/);
    expectKept(database, "");
  });

  it("is not changed where its disk cannot be written at all", async (context) => {
    const disk = smallDisk();
    if (disk === null) return context.skip("no disk can be mounted here");
    const file = join(disk, "assay.db");
    const written = openDatabase(file);
    begun(written);
    written.close();
    expect(mount("-o", "remount,ro", disk)).toBe(true);
    expect(() => openDatabase(file)).toThrow(/EROFS|read-only/);
    expect(mount("-o", "remount,rw", disk)).toBe(true);
    expectKept(openFile(file), "");
  });
});
