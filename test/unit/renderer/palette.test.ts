import { afterEach, expect, it, vi } from "vitest";
import "../../fakes/local-storage.ts";
import { useChat } from "../../../renderer/chat/state.ts";
import { useConnections } from "../../../renderer/connections/state.ts";
import { useConversations } from "../../../renderer/conversations/state.ts";
import { useDatasets } from "../../../renderer/datasets/state.ts";
import { useModels } from "../../../renderer/models/state.ts";
import { commandOf, commands, shortcutOf } from "../../../renderer/palette/commands.ts";
import { rail } from "../../../renderer/rail.ts";
import { useDeployments } from "../../../renderer/targets/deployments.ts";
import { textOf } from "../../../renderer/ui/shortcuts.ts";

afterEach(() => {
  useConnections.setState({ list: null });
  useModels.setState({ list: null });
  useDeployments.setState({ lists: {} });
  useChat.setState({ open: null });
  useConversations.setState({ summaries: null });
  useDatasets.setState({ list: null });
});

const at = (hash: string) => vi.stubGlobal("window", { location: { hash } });
const ids = () => commands().map(({ id }) => id);

const sections = rail.map(({ place }) => place);
const always = [
  ...["newConversation", "search", ...sections, "import", "create model", "guide", "import model"],
  ...[
    "open bundle",
    "import dataset",
    "paste dataset",
    "new tuning job",
    "tuned deployments",
    "new evaluation",
    "judges",
    "embeddings",
    "connect",
    "sandbox",
    "theme system",
    "theme light",
    "theme dark",
  ],
];

it("the palette shows what can always be done in one order", () => {
  at("");
  expect(ids()).toEqual(always);
  expect(
    commands()
      .map(shortcutOf)
      .slice(0, 3 + sections.length),
  ).toEqual([
    ...["Ctrl+N", "Ctrl+Shift+F"],
    ...rail.map(({ shortcut }) => shortcut && textOf(shortcut)),
    undefined,
  ]);
});

it("then come the lists to refresh, what is open, models, datasets, deployments and conversations", () => {
  useConnections.setState({ list: [{ id: "k", name: "K" }] as never });
  useModels.setState({ list: [{ id: "m", name: "M" }] as never });
  const deployments = [
    { name: "d", chat: { usable: true }, speaks: { what: "chat" } },
    { name: "e", chat: { usable: false }, speaks: { what: "embeddings" } },
  ];
  useDeployments.setState({ lists: { k: { list: { connectionId: "k", deployments } } } as never });
  const answer = { role: "assistant", id: "r", end: "stop", text: "Yes", connectionId: "k", deployment: "d" };
  useConversations.setState({ summaries: [{ id: "c", title: "C" }] as never });
  useChat.setState({ open: { id: "c", pinned: false, messages: [answer] } as never });
  useDatasets.setState({ list: [{ id: "s", name: "S" }] as never });
  const places = ["model m", "chat with model m", "dataset s", "chat k d", "bench k e", "conversation c"];
  at("#/chat/c");
  const ofConversation = ["regenerate", "copy", "latest", "pin", "markdown", "json", "remove"];
  expect(ids()).toEqual([...always, "refresh k", ...ofConversation, ...places]);
  at("#/models/m");
  const ofModel = ["duplicate model", "export model", "remove model"];
  expect(ids()).toEqual([...always, "refresh k", ...ofModel, ...places]);
  at("#/datasets/s");
  expect(ids()).toEqual([...always, "refresh k", "remove dataset", ...places]);
});

it("keys ask for what they stand beside, and what is typed for nothing", () => {
  at("");
  const held = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
  const asked = (key: string, more: Partial<typeof held> = {}) =>
    commandOf({ key, ...held, ...more } as KeyboardEvent)?.id;
  expect(asked("3", { ctrlKey: true })).toBe("compare");
  expect(asked("n", { ctrlKey: true })).toBe("newConversation");
  expect(asked("F", { ctrlKey: true, shiftKey: true })).toBe("search");
  expect(asked("F1")).toBe("help");
  expect(asked("3")).toBeUndefined();
  expect(asked("3", { metaKey: true })).toBeUndefined();
  expect(asked("3", { ctrlKey: true, altKey: true })).toBeUndefined();
  expect(asked("0", { ctrlKey: true })).toBeUndefined();
});
