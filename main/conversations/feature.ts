import type { FileFilter } from "electron";
import { mainStrings } from "../../preload/strings/main.ts";
import type { Connections } from "../connections/connections.ts";
import type { Deployments } from "../deployments/deployments.ts";
import { fileNameOf, openText, saveFile } from "../dialogs.ts";
import type { Feature, MethodsOf } from "../feature.ts";
import type { Emit } from "../ipc.ts";
import type { Prices } from "../prices/prices.ts";
import type { Database } from "../storage/database.ts";
import { type Conversations, createConversations } from "./conversations.ts";
import { pictureExtensions } from "./pictures.ts";
import { openSearch } from "./search.ts";
import { openConversations } from "./store.ts";
import { createStreams } from "./streams.ts";

const jsonFiles: FileFilter[] = [{ name: mainStrings.conversationFiles, extensions: ["json"] }];
const markdownFiles: FileFilter[] = [{ name: mainStrings.markdownFiles, extensions: ["md"] }];

/** Conversations, and the answers that stream into them. */
export function conversationsFeature(parts: {
  database: Database;
  connections: Connections;
  deployments: Deployments;
  prices: Prices;
  emit: Emit;
}): Feature<MethodsOf<"conversations" | "chat">, Conversations> {
  const { database, emit } = parts;
  const store = openConversations(database);
  const conversations = createConversations({
    ...parts,
    store,
    search: openSearch(database),
    streams: createStreams(store, emit),
  });

  const exportFile = (id: string, format: "json" | "markdown") => {
    const text = conversations.exported(id, format);
    const { title } = conversations.get(id);
    return format === "json"
      ? saveFile(fileNameOf(title, "json"), text, jsonFiles)
      : saveFile(fileNameOf(title, "md"), text, markdownFiles);
  };
  const saveAttachment = (id: string) => {
    const { name, type, content } = conversations.attachmentFile(id);
    const extension = pictureExtensions.get(type);
    const [, stem = name, end = ""] = /^(.*)\.(\w+)$/s.exec(name) ?? [];
    const filters =
      extension === undefined ? [] : [{ name: mainStrings.pictureFiles, extensions: [extension] }];
    return saveFile(fileNameOf(stem, extension ?? end), content, filters);
  };
  const importFile = async () => {
    const text = await openText(jsonFiles);
    return text === null ? null : conversations.imported(text);
  };

  return {
    service: conversations,
    recover: () => {
      store.recover();
      conversations.pickUp();
    },
    purge: () => conversations.purge(),
    isBusy: () => conversations.isBusy(),
    interrupt: () => conversations.interruptAll(),
    handlers: {
      "conversations.list": () => conversations.list(),
      "conversations.get": ({ id, ...reach }) => conversations.get(id, reach),
      "conversations.earlier": ({ messageId }) => conversations.earlier(messageId),
      "conversations.rename": ({ id, title }) => conversations.rename(id, title),
      "conversations.pin": ({ id, pinned }) => conversations.pin(id, pinned),
      "conversations.remove": ({ id }) => conversations.remove(id),
      "conversations.restore": ({ id }) => conversations.restore(id),
      "conversations.configure": ({ id, ...options }) => conversations.configure(id, options),
      "conversations.switchBranch": ({ messageId }) => conversations.switchBranch(messageId),
      "conversations.draft": ({ conversationId }) => conversations.draft(conversationId),
      "conversations.setDraft": ({ conversationId, text }) => conversations.setDraft(conversationId, text),
      "conversations.search": ({ text, limit }) => conversations.search(text, limit),
      "conversations.export": ({ id, format }) => exportFile(id, format),
      "conversations.import": importFile,
      "conversations.attachment": ({ id }) => conversations.attachment(id),
      "conversations.saveAttachment": ({ id }) => saveAttachment(id),
      "chat.continue": ({ replyId }) => conversations.goOn(replyId),
      "chat.answerTools": ({ replyId, results }) => conversations.answerTools(replyId, results),
      "chat.sample": ({ replyId, language }) => conversations.sample(replyId, language),
      "chat.changes": (asked) => conversations.changes(asked),
      "chat.fill": (asked) => conversations.fill(asked),
      "chat.count": (asked) => conversations.count(asked),
      "chat.cost": ({ replyId }) => conversations.cost(replyId),
      "chat.send": (message) => conversations.send(message),
      "chat.regenerate": (answer) => conversations.regenerate(answer),
      "chat.stop": ({ replyId }) => conversations.stop(replyId),
    },
  };
}
