import { z } from "zod";
import { method } from "./method.ts";

/** A person who is signed in. */
export interface Account {
  id: string;
  /** The name they sign in with. */
  username: string;
  /** The directory's id. */
  tenantId: string;
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
  /** Why the administrator's file was ignored; null where it was not, or there is none. */
  warning: "writable" | "unreadable" | null;
}

export interface IdentityState {
  registration: Registration;
  accounts: Account[];
  /** How far a running sign-in is: whether the person is waited for, or what they have agreed to is being exchanged. */
  signingIn: "waiting" | "exchanging" | null;
}

const id = z.string().min(1).max(200);

export const identity = {
  "identity.state": method<IdentityState>()(z.void()),
  /**
   * Opens the sign-in, in a window of the app or in the person's browser: of anybody, or of an account again; to use
   * Foundry, or to see by Azure Resource Manager what there is. A second call brings the window forward.
   */
  "identity.signIn": method<Account>()(
    z.strictObject({
      way: z.enum(["window", "browser"]),
      accountId: id.optional(),
      service: z.enum(["foundry", "management"]).optional(),
    }),
  ),
  /** Ends a running sign-in; the call then fails with `sign_in_cancelled`. */
  "identity.cancel": method<void>()(z.void()),
  /** Forgets an account and all that was kept for it. */
  "identity.signOut": method<void>()(z.strictObject({ accountId: id })),
  /** Sets the app registration where neither the environment nor the administrator has. */
  "identity.register": method<IdentityState>()(
    z.strictObject({
      clientId: z
        .string()
        .regex(/^[A-Za-z0-9.-]{1,100}$/)
        .nullable(),
      tenantId: z
        .string()
        .regex(/^[A-Za-z0-9.-]{1,100}$/)
        .nullable(),
    }),
  ),
};

export type IdentityEvents = {
  "identity.changed": IdentityState;
};
