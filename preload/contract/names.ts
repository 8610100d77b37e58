import type { EventName, MethodName } from "./index.ts";

/** The names as plain data, for the preload bundle, which must stay free of zod. A test holds them against the contract. */
export const methodNames: readonly MethodName[] = [
  "app.info",
  "app.openLink",
  "app.openAskedLink",
  "settings.get",
  "settings.set",
  "identity.state",
  "identity.signIn",
  "identity.cancel",
  "identity.signOut",
  "identity.register",
  "connections.list",
  "connections.understand",
  "connections.connect",
  "connections.cancel",
  "connections.rename",
  "connections.configure",
  "connections.allowTokens",
  "connections.disconnect",
  "connections.makeDefault",
  "connections.remove",
  "connections.restore",
  "connections.connectAccount",
  "connections.sandbox",
  "connections.secrets",
  "discovery.read",
  "discovery.cancel",
  "deployments.list",
  "deployments.cancel",
  "conversations.list",
  "conversations.get",
  "conversations.earlier",
  "conversations.rename",
  "conversations.pin",
  "conversations.remove",
  "conversations.restore",
  "conversations.configure",
  "conversations.switchBranch",
  "conversations.draft",
  "conversations.setDraft",
  "conversations.search",
  "conversations.export",
  "conversations.import",
  "conversations.attachment",
  "chat.send",
  "chat.regenerate",
  "chat.continue",
  "chat.answerTools",
  "chat.sample",
  "chat.cost",
  "chat.stop",
];

const events: Record<EventName, true> = {
  "settings.changed": true,
  "app.command": true,
  "identity.changed": true,
  "connections.changed": true,
  "discovery.changed": true,
  "conversations.changed": true,
  "conversations.removed": true,
  "chat.deltas": true,
  "chat.ended": true,
};

export const eventNames = Object.keys(events) as EventName[];

/** The one channel for calls and the one for events. */
export const callChannel = "assay:call";
export const eventChannel = "assay:event";
