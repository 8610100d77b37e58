import { contextBridge, ipcRenderer, webUtils } from "electron";
import type { GivenFile } from "./contract/datasets.ts";
import type { Bridge, EventName } from "./contract/index.ts";
import { callChannel, eventChannel, eventNames, methodNames } from "./contract/names.ts";
import { droppedDataLimit } from "./limits.ts";

type Listener = (payload: unknown) => void;
const listeners = new Map<string, Set<Listener>>(eventNames.map((name) => [name, new Set()]));

ipcRenderer.on(eventChannel, (_event, name: string, payload: unknown) => {
  for (const listener of listeners.get(name) ?? []) listener(payload);
});

const call = (name: string, input: unknown) => ipcRenderer.invoke(callChannel, name, input);
const calls = Object.fromEntries(methodNames.map((name) => [name, (input: unknown) => call(name, input)]));

/** Where a dropped file lies, which no page can make up; of one that lies nowhere its bytes, and of a larger one too many. */
async function given(file: File): Promise<GivenFile> {
  const path = webUtils.getPathForFile(file);
  if (path !== "") return { path };
  const bytes = await file.slice(0, droppedDataLimit + 1).arrayBuffer();
  return { name: file.name, bytes: new Uint8Array(bytes) };
}

const dropOn =
  (method: string) =>
  async ({ files }: { files: readonly File[] }) =>
    call(method, { files: await Promise.all(files.map(given)) });
const drops = Object.fromEntries(
  ["datasets.drop", "evaluationFiles.drop"].map((method) => [method, dropOn(method)]),
);

const on = (event: EventName, listener: Listener) => {
  const known = listeners.get(event);
  if (!known) throw new Error(`There is no event ${String(event)}`);
  known.add(listener);
  return () => void known.delete(listener);
};

contextBridge.exposeInMainWorld("assay", { ...calls, ...drops, on } as unknown as Bridge);
