import { z } from "zod";
import { accountId, guidOrName } from "./fields.ts";
import { method } from "./method.ts";

/** A person who is signed in. */
export interface Account {
  id: string;
  /** The name they sign in with. */
  username: string;
  /** The directory's id. */
  tenantId: string;
  source: AccountSource;
}

/** A tool of the command line whose sign-in can be used: the Azure CLI (`az`), the Azure Developer CLI (`azd`). */
export type CommandLine = "azure_cli" | "azure_developer_cli";

/** Who holds an account's sign-in: the app, or a tool of the command line that is asked for each token. */
export type AccountSource = "microsoft" | CommandLine;

/** What a person types at an address, on whichever device they like, to sign in. */
export interface DeviceCode {
  code: string;
  /** Where it is typed: an https page. */
  address: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

export type RegistrationSource = "environment" | "policy" | "settings";

/** A value that names the app to Microsoft Entra, and who has set it; both null where nobody has. */
export interface Registered<Value> {
  value: Value | null;
  from: RegistrationSource | null;
}

export interface Registration {
  clientId: Registered<string>;
  tenantId: Registered<string>;
  authority: Registered<string>;
  knownAuthorities: Registered<string[]>;
  /** Where Azure Resource Manager is asked; the cloud's own address where nobody has set another. */
  resourceManager: Registered<string>;
  /** Why the administrator's file was ignored; null where it was not, or there is none. */
  warning: "writable" | "unreadable" | null;
  /** What the environment and the administrator's file hold that cannot be used. What else they hold counts. */
  refused: RefusedValue[];
}

/** A value that is not used, by the name it has where it stands, and what it would have to be. It is not repeated itself. */
export interface RefusedValue {
  name: string;
  /** Which of a list's values, counted from one; null for one that is no list. */
  entry: number | null;
  from: Exclude<RegistrationSource, "settings">;
  wants: "id" | "address" | "host" | "manager" | "list" | "enforced" | "known_name";
}

export interface IdentityState {
  registration: Registration;
  accounts: Account[];
  /** How far a running sign-in is: the person is waited for, what they have agreed to is exchanged, or a tool is asked. */
  signingIn: "waiting" | "exchanging" | "asking" | null;
  /** What the running sign-in wants typed; null where it wants nothing. */
  deviceCode: DeviceCode | null;
  /** The tools that are installed on this computer. */
  commandLines: CommandLine[];
}

/** In a window of the app, in the person's browser, with a code on any device, or by what a tool has signed in already. */
export type SignInWay = "window" | "browser" | "device_code" | CommandLine;

export const identity = {
  "identity.state": method<IdentityState>()(z.void()),
  /**
   * Opens the sign-in, in one of the ways: of anybody, or of an account again; to use Foundry, or to see by Azure
   * Resource Manager what there is; in a directory other than the account's own where one is named. A second call brings
   * the window forward.
   */
  "identity.signIn": method<Account>()(
    z.strictObject({
      way: z.enum(["window", "browser", "device_code", "azure_cli", "azure_developer_cli"]),
      accountId: accountId.optional(),
      service: z.enum(["foundry", "management"]).optional(),
      directory: guidOrName.optional(),
    }),
  ),
  /** Ends a running sign-in; the call then fails with `sign_in_cancelled`. */
  "identity.cancel": method<void>()(z.void()),
  /** Forgets an account and all that was kept for it. */
  "identity.signOut": method<void>()(z.strictObject({ accountId })),
  /** Sets the app registration where neither the environment nor the administrator has. */
  "identity.register": method<IdentityState>()(
    z.strictObject({
      clientId: guidOrName.nullable(),
      tenantId: guidOrName.nullable(),
    }),
  ),
};

export type IdentityEvents = {
  "identity.changed": IdentityState;
};
