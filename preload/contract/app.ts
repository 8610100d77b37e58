import { z } from "zod";
import { method } from "./method.ts";

export interface AppInfo {
  version: string;
  platform: "win32" | "darwin" | "linux";
  runtime: {
    electron: string;
    chromium: string;
    node: string;
    /** False on an older Electron than the one the app is made for: sandbox and tests only. */
    official: boolean;
  };
  /** The folder everything is kept in. */
  profile: string;
  protection: Protection;
}

/** How secrets are kept on this machine. */
export interface Protection {
  /** `encrypted`: by the system's keyring. `session`: no keyring was found, secrets stay in memory only. */
  mode: "encrypted" | "session";
  /** The keyring's name as the system calls it: keychain, dpapi, gnome_libsecret, kwallet6 ... */
  backend: string;
}

export type Theme = "system" | "light" | "dark";

export interface Settings {
  theme: Theme;
  /** How long a person has to sign in. */
  signInMinutes: number;
  /** Whether the first connection was made, or put off. */
  welcomed: boolean;
}

/** The schema of how long a person has to sign in. */
export const signInMinutes = z.int().min(1).max(30);
const settings = z.strictObject({
  theme: z.enum(["system", "light", "dark"]).optional(),
  signInMinutes: signInMinutes.optional(),
  welcomed: z.boolean().optional(),
});

export const app = {
  "app.info": method<AppInfo>()(z.void()),
  "settings.get": method<Settings>()(z.void()),
  /** Changes what is named, and gives them all. */
  "settings.set": method<Settings>()(settings.refine((changed) => Object.keys(changed).length > 0)),
  /** Opens an https page in the person's browser. */
  "app.openLink": method<void>()(z.strictObject({ url: z.url({ protocol: /^https$/ }).max(2000) })),
  /** Opens an address that the person has seen in full and agreed to: http or an e-mail as well. */
  "app.openAskedLink": method<void>()(
    z.strictObject({
      address: z
        .string()
        .max(2000)
        .regex(/^(https?|mailto):/),
    }),
  ),
};

/** What the window does when it is picked from the application menu. */
export type AppCommand =
  | "palette"
  | "newConversation"
  | "search"
  | "home"
  | "chat"
  | "compare"
  | "models"
  | "datasets"
  | "fineTuning"
  | "evaluations"
  | "deployments"
  | "integrations"
  | "settings"
  | "help";

export type AppEvents = {
  "settings.changed": Settings;
  "app.command": AppCommand;
};
