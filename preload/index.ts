import { contextBridge, ipcRenderer } from "electron";
import type { Bridge, EventName } from "./contract/index.ts";
import { callChannel, eventChannel, eventNames, methodNames } from "./contract/names.ts";

type Listener = (payload: unknown) => void;
const listeners = new Map<string, Set<Listener>>(eventNames.map((name) => [name, new Set()]));

ipcRenderer.on(eventChannel, (_event, name: string, payload: unknown) => {
  for (const listener of listeners.get(name) ?? []) listener(payload);
});

const calls = Object.fromEntries(
  methodNames.map((name) => [name, (input: unknown) => ipcRenderer.invoke(callChannel, name, input)]),
);

const on = (event: EventName, listener: Listener) => {
  const known = listeners.get(event);
  if (!known) throw new Error(`There is no event ${String(event)}`);
  known.add(listener);
  return () => void known.delete(listener);
};

contextBridge.exposeInMainWorld("assay", { ...calls, on } as unknown as Bridge);
