import type { AppCommand, Theme } from "../../preload/contract/app.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { useApp } from "../app-state.ts";
import { importConversation, regenerate, removeConversation, useChat } from "../chat/state.ts";
import { trySandbox, useConnections } from "../connections/state.ts";
import { useConversations } from "../conversations/state.ts";
import { beginDraft } from "../guide/state.ts";
import { openHelp } from "../help/state.ts";
import {
  chatWith,
  duplicateModel,
  exportModel,
  importModel,
  removeModel,
  useModels,
} from "../models/state.ts";
import { goTo, readRoute, type Section } from "../route.ts";
import { openBundle } from "../series/open.ts";
import { choose, readDeployments, useDeployments } from "../targets/deployments.ts";
import { usePalette } from "./state.ts";

const words = strings.palette;

/** Something that can be done now. */
export interface Command {
  id: string;
  label: string;
  /** What kind of thing it is about. */
  group: string;
  shortcut?: string | undefined;
  run: () => void;
}

const sections: Section[] = ["home", "chat", "compare", "models", "deployments", "integrations", "settings"];
const themes: Theme[] = ["system", "light", "dark"];

/** The key that goes with letters in shortcuts, as the system writes it. */
const withKey = (letter: string) => (isMac() ? `⌘${letter}` : `Ctrl+${letter}`);
const isMac = () => useApp.getState().info?.platform === "darwin";

/** The shortcut of a command, for menus and tooltips. */
export function shortcutOf(command: AppCommand): string | undefined {
  const at = sections.indexOf(command as Section);
  if (at >= 0) return withKey(String(at + 1));
  if (command === "help") return "F1";
  if (command === "palette") return withKey("K");
  if (command === "newConversation") return withKey("N");
  return command === "search" ? withKey(isMac() ? "⇧F" : "Shift+F") : undefined;
}

/** A label with its shortcut, for a tooltip. */
export function withShortcut(label: string, command: AppCommand): string {
  const shortcut = shortcutOf(command);
  return shortcut ? `${label} (${shortcut})` : label;
}

/** The command that a key press asks for; null for any other. */
export function commandOf(event: KeyboardEvent): AppCommand | null {
  if (event.key === "F1") return "help";
  const withCommand = isMac() ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  if (!withCommand || event.altKey) return null;
  const key = event.key.toLowerCase();
  if (event.shiftKey) return key === "f" ? "search" : null;
  if (key === "k") return "palette";
  if (key === "n") return "newConversation";
  return sections[Number(key) - 1] ?? null;
}

/** Does what a menu or a shortcut asks for. */
export function runCommand(command: AppCommand): void {
  if (command === "palette") usePalette.setState({ isOpen: true });
  else if (command === "newConversation") goTo("chat");
  else if (command === "help") {
    usePalette.setState({ isOpen: false });
    openHelp();
  } else if (command === "search") {
    goTo("chat");
    usePalette.setState({ searchAsked: Date.now() });
  } else goTo(command);
}

/** Everything that can be done now, in the order it is shown in. */
export function commands(): Command[] {
  return [...general(), ...ofConversation(), ...ofModel(), ...places()];
}

function general(): Command[] {
  const command = (id: AppCommand, label: string, group: string): Command => ({
    id,
    label,
    group,
    shortcut: shortcutOf(id),
    run: () => runCommand(id),
  });
  return [
    command("newConversation", strings.chat.newConversation, words.groups.action),
    command("search", strings.chat.search, words.groups.action),
    ...sections.map((section) => command(section, strings.sections[section], words.groups.section)),
    command("help", strings.sections.help, words.groups.section),
    { ...action("import", strings.chat.importFile), run: () => void importConversation() },
    { ...action("create model", strings.models.create), run: () => void beginDraft("advanced") },
    { ...action("guide", strings.guide.home.guide), run: () => void beginDraft("guide") },
    {
      ...action("import model", strings.models.importFile),
      run: () => {
        goTo("models");
        void importModel();
      },
    },
    { ...action("open bundle", strings.bundles.open), run: () => void openBundle() },
    { ...action("connect", words.connect), run: () => goTo("integrations") },
    { ...action("sandbox", strings.home.trySandbox), run: () => void trySandbox() },
    ...themes.map((theme) => ({
      ...action(`theme ${theme}`, fill(words.theme, { name: strings.settings.themes[theme] })),
      run: () => void window.assay["settings.set"]({ theme }),
    })),
    ...(useConnections.getState().list ?? []).map(({ id, name }) => ({
      ...action(`refresh ${id}`, fill(words.refresh, { name })),
      run: () => {
        goTo("deployments", id);
        void readDeployments(id, true);
      },
    })),
  ];
}

const action = (id: string, label: string) => ({ id, label, group: words.groups.action });

/** What can be done with the conversation that is open. */
function ofConversation(): Command[] {
  const { open } = useChat.getState();
  if (!open || !window.location.hash.startsWith("#/chat/")) return [];
  const { id, pinned } = open;
  const last = open.messages.findLast(({ role }) => role === "assistant");
  const summary = useConversations.getState().summaries?.find((one) => one.id === id);
  const commands: (Command | false)[] = [
    last?.end === null && {
      ...action("stop", strings.chat.stop),
      shortcut: strings.chat.escape,
      run: () => void window.assay["chat.stop"]({ replyId: last.id }),
    },
    last !== undefined &&
      last.end !== null &&
      last.connectionId !== null && {
        ...action("regenerate", strings.chat.regenerate),
        run: () =>
          void regenerate({
            replyId: last.id,
            connectionId: last.connectionId ?? "",
            deployment: last.deployment ?? "",
          }),
      },
    last !== undefined &&
      last.text !== "" && {
        ...action("copy", words.copyLast),
        run: () => void navigator.clipboard.writeText(last.text),
      },
    {
      ...action("pin", pinned ? strings.chat.unpin : strings.chat.pin),
      run: () => void window.assay["conversations.pin"]({ id, pinned: !pinned }),
    },
    {
      ...action("markdown", strings.chat.exportMarkdown),
      run: () => void window.assay["conversations.export"]({ id, format: "markdown" }),
    },
    {
      ...action("json", strings.chat.exportJson),
      run: () => void window.assay["conversations.export"]({ id, format: "json" }),
    },
    summary !== undefined && {
      ...action("remove", strings.chat.remove),
      run: () => void removeConversation(summary),
    },
  ];
  return commands.filter((one) => one !== false);
}

/** What can be done with the model that is open. */
function ofModel(): Command[] {
  const route = readRoute(window.location.hash);
  const id = route.section === "models" ? route.modelId : null;
  const model = useModels.getState().list?.find((one) => one.id === id);
  if (!model) return [];
  return [
    { ...action("duplicate model", strings.models.duplicate), run: () => void duplicateModel(model.id) },
    { ...action("export model", strings.models.exportFile), run: () => void exportModel(model.id) },
    { ...action("remove model", strings.models.remove), run: () => void removeModel(model) },
  ];
}

/** Where one can go: models and deployments to chat with, conversations. */
function places(): Command[] {
  const models = (useModels.getState().list ?? []).flatMap((model) => [
    {
      id: `model ${model.id}`,
      label: fill(strings.models.open, { name: model.name }),
      group: words.groups.model,
      run: () => goTo("models", model.id),
    },
    {
      id: `chat with model ${model.id}`,
      label: fill(strings.models.chatWith, { name: model.name }),
      group: words.groups.model,
      run: () => chatWith(model),
    },
  ]);
  const { lists } = useDeployments.getState();
  const deployments = Object.values(lists).flatMap(({ list }) =>
    (list?.deployments ?? [])
      .filter(({ chat }) => chat.usable)
      .map(({ name }) => ({
        id: `chat ${list?.connectionId} ${name}`,
        label: fill(words.chatWith, { name }),
        group: words.groups.deployment,
        run: () => {
          choose({ connectionId: list?.connectionId ?? "", deployment: name });
          goTo("chat");
        },
      })),
  );
  const conversations = (useConversations.getState().summaries ?? []).map(({ id, title }) => ({
    id: `conversation ${id}`,
    label: title,
    group: words.groups.conversation,
    run: () => goTo("chat", id),
  }));
  return [...models, ...deployments, ...conversations];
}

/** The commands whose label holds every word of a text, in any order and case. */
export function matchingCommands(all: Command[], text: string): Command[] {
  const wanted = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return all.filter(({ label, group }) => {
    const said = `${label} ${group}`.toLocaleLowerCase();
    return wanted.every((word) => said.includes(word));
  });
}
