import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { createConversations } from "../../../main/conversations/conversations.ts";
import { openSearch } from "../../../main/conversations/search.ts";
import { openConversations } from "../../../main/conversations/store.ts";
import { createStreams } from "../../../main/conversations/streams.ts";
import { noAdjustments } from "../../../main/foundry/chat/adjustments.ts";
import { problem } from "../../../main/foundry/error.ts";
import { openDatabase } from "../../../main/storage/database.ts";
import type { Message } from "../../../preload/contract/conversations.ts";
import { targetOf } from "../foundry/server.ts";
import { temporaryProfiles } from "../profile.ts";
import { sandboxes } from "../sandbox/running.ts";

vi.mock("../../../main/foundry/http/pause.ts", () => ({
  pause: async (_milliseconds: number, signal: AbortSignal) => {
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
  },
}));

const profile = temporaryProfiles();
/** Waits for what comes soon, on whatever computer. */
const soon = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 5 });
const start = sandboxes();
const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** A service that works on an answer for as long as nobody lets its time pass, and apps on one profile. */
async function setUp() {
  const sandbox = await start({ speed: 1 });
  const file = join(profile(), "assay.db");
  const asked: string[] = [];
  const target = targetOf(sandbox.url, {
    credential: { kind: "api_key", secret: sandbox.apiKey },
    fetch: (input, init) => {
      asked.push(`${init.method} ${new URL(input).pathname.replace("/openai/v1/responses", "")}`);
      return fetch(input, init);
    },
  });
  const nobody = (): never => {
    throw new Error("Nobody asks for it");
  };

  /** The app as it starts; `isLocked` keeps its credentials from it. */
  const app = ({ isLocked = false } = {}) => {
    const database = openDatabase(file);
    const store = openConversations(database);
    const replies: Message[] = [];
    const statuses: string[] = [];
    const emit = (name: string, payload: unknown) => {
      if (name === "chat.ended") replies.push((payload as { reply: Message }).reply);
      if (name !== "chat.deltas") return;
      for (const { details } of (payload as { deltas: Partial<Message>[] }).deltas)
        if (details?.background) statuses.push(details.background.status);
    };
    let locked = isLocked;
    const conversations = createConversations({
      store,
      search: openSearch(database),
      streams: createStreams(store, emit),
      emit,
      connections: {
        target: async () => {
          if (locked) throw problem("key_unreadable");
          return target;
        },
        address: nobody,
      },
      deployments: {
        ways: () => ({ dialect: "responses", route: undefined, adjustments: noAdjustments, model: null }),
        rememberRoute: () => {},
        rememberNote: () => {},
      },
      prices: { of: nobody },
    });
    const close = () => {
      conversations.interruptAll();
      database.close();
    };
    open.push(close);
    return {
      ...{ conversations, store, replies, statuses },
      unlock: () => {
        locked = false;
      },
      /** Starts as the room does. */
      begin: () => {
        store.recover();
        conversations.pickUp();
      },
      send: () =>
        conversations.send({
          ...{ conversationId: null, connectionId: "k", deployment: "gpt-5-pro", text: "Think for long" },
        }),
      isAt: (status: string) => soon(() => expect(statuses).toContain(status)),
      ended: () => soon(() => expect(replies).toHaveLength(1)).then(() => replies[0] as Message),
      /** Ends the app. */
      quit: () => {
        open.splice(open.indexOf(close), 1);
        close();
      },
    };
  };
  /** The service is done with all it works on. */
  const finish = () => sandbox.skip(60_000);
  return { app, asked, finish, sandbox };
}

it("goes on at the service when the app ends, and is there after the next start", async () => {
  const { app, asked, finish } = await setUp();
  const first = app();
  const { reply, conversation } = await first.send();
  await first.isAt("queued");
  expect([first.conversations.isBusy(), first.conversations.get(conversation.id).answering]).toEqual([
    false,
    true,
  ]);
  first.quit();
  expect(first.replies).toEqual([]);
  expect(asked.some((one) => /cancel|DELETE/.test(one))).toBe(false);

  const second = app();
  second.begin();
  const waiting = second.conversations.get(conversation.id);
  expect([waiting.answering, waiting.messages.at(-1)?.end]).toEqual([true, null]);
  const { background } = waiting.messages.at(-1)?.details ?? {};
  expect(background?.id).toMatch(/^resp_/);
  finish();
  const ended = await second.ended();
  expect(ended).toMatchObject({ id: reply.id, end: "stop", diagnosis: null });
  expect(ended.text).not.toBe("");
  expect(ended.details?.background).toEqual({ ...background, status: "collected" });
  expect(asked.filter((one) => one.startsWith("POST"))).toEqual(["POST "]);
  expect(asked.at(-1)).toBe(`DELETE /${background?.id}`);
  expect(second.store.recover()).toBe(0);
});

it("that the service has no longer says so, and is asked for again from the beginning", async () => {
  const { app, asked, sandbox } = await setUp();
  const first = app();
  const { reply } = await first.send();
  await first.isAt("queued");
  const { background } = first.store.message(reply.id)?.details ?? {};
  first.quit();
  await fetch(`${sandbox.url}/openai/v1/responses/${background?.id}`, {
    method: "DELETE",
    headers: { "api-key": sandbox.apiKey },
  });
  const second = app();
  second.begin();
  const ended = await second.ended();
  expect(ended).toMatchObject({ end: "failed", diagnosis: { code: "background_gone" } });
  expect(ended.details?.background?.status).toBe("gone");
  await expect(second.conversations.goOn(reply.id)).rejects.toMatchObject({
    diagnosis: { code: "not_found" },
  });
  expect(asked.filter((one) => one.startsWith("POST"))).toHaveLength(1);
});

it("says why it could not be fetched, and is fetched when it can be", async () => {
  const { app, finish, asked } = await setUp();
  const first = app();
  const { reply } = await first.send();
  await first.isAt("queued");
  first.quit();
  const second = app({ isLocked: true });
  second.begin();
  const failed = await second.ended();
  expect(failed).toMatchObject({ end: "failed", diagnosis: { code: "key_unreadable" } });
  expect(failed.details?.background?.status).toBe("queued");
  await expect(second.conversations.goOn(reply.id)).rejects.toMatchObject({
    diagnosis: { code: "key_unreadable" },
  });
  second.unlock();
  finish();
  await second.conversations.goOn(reply.id);
  await soon(() => expect(second.replies).toHaveLength(2));
  expect(second.replies[1]).toMatchObject({ id: reply.id, end: "stop", diagnosis: null });
  expect(asked.filter((one) => one.startsWith("POST"))).toHaveLength(1);
});

it("that is stopped ends at the service, too, and is not fetched", async () => {
  const { app, asked } = await setUp();
  const first = app();
  const { reply } = await first.send();
  await first.isAt("queued");
  first.conversations.stop(reply.id);
  const ended = await first.ended();
  expect(ended).toMatchObject({ end: "cancelled", details: { background: { status: "cancelled" } } });
  const id = ended.details?.background?.id;
  await soon(() => expect(asked.slice(-2)).toEqual([`POST /${id}/cancel`, `DELETE /${id}`]));
  expect(first.store.inBackground()).toEqual([]);
});

it("of a conversation that was removed is not fetched", async () => {
  const { app } = await setUp();
  const first = app();
  const { conversation } = await first.send();
  await first.isAt("queued");
  first.store.setRemoved(conversation.id, true);
  first.quit();
  expect(app().store.inBackground()).toEqual([]);
});
