import { z } from "zod";
import { signInMinutes as minutes, type Settings } from "../../preload/contract/app.ts";
import type { WindowPlace } from "./last-place.ts";
import { openStore } from "./store.ts";

/** What somebody else has written into the file counts as not set. */
const theme = z.enum(["system", "light", "dark"]).catch("system");
const signInMinutes = minutes.catch(5);
const welcomed = z.boolean().catch(false);

const name = z.string().nullish();
const registration = z.object({ clientId: name, tenantId: name }).catch({});

export interface SettingsStore {
  get(): Settings;
  /** Changes what is named. */
  set(changed: Partial<{ [Name in keyof Settings]: Settings[Name] | undefined }>): void;
  /** For `lastPlace` of the next start. */
  rememberWindow(place: WindowPlace): void;
  /** The app registration that was typed in. */
  registration(): { clientId?: string; tenantId?: string };
  register(registration: { clientId: string | null; tenantId: string | null }): void;
}

/** The person's preferences and the window's place, in settings.json of the profile. */
export function openSettings(folder: string): SettingsStore {
  const store = openStore<
    Record<"theme" | "signInMinutes" | "welcomed" | "window" | "registration", unknown>
  >(folder, "settings", {
    theme: "system",
    signInMinutes: 5,
    welcomed: false,
    window: null,
    registration: {},
  });
  return {
    get: () => ({
      theme: theme.parse(store.get("theme")),
      signInMinutes: signInMinutes.parse(store.get("signInMinutes")),
      welcomed: welcomed.parse(store.get("welcomed")),
    }),
    set: (changed) => {
      if (changed.theme !== undefined) store.set("theme", changed.theme);
      if (changed.signInMinutes !== undefined) store.set("signInMinutes", changed.signInMinutes);
      if (changed.welcomed !== undefined) store.set("welcomed", changed.welcomed);
    },
    rememberWindow: (where) => store.set("window", where),
    registration: () => {
      const { clientId, tenantId } = registration.parse(store.get("registration"));
      return { ...(clientId && { clientId }), ...(tenantId && { tenantId }) };
    },
    register: (given) => store.set("registration", given),
  };
}
