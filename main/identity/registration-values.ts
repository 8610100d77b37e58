import type { z } from "zod";
import { guidOrName } from "../../preload/contract/fields.ts";
import type { RefusedValue } from "../../preload/contract/identity.ts";
import type { registrationNames } from "../../preload/registration-names.ts";
import { isLoopback } from "../foundry/endpoints/hosts.ts";

export type ValueName = (typeof registrationNames)[number];

/** What names the app to Microsoft Entra. Each is missing where nobody has set it. */
export type RegistrationValues = Partial<
  Record<Exclude<ValueName, "knownAuthorities">, string> & { knownAuthorities: string[] }
>;

/** What of some values can be used, and what not. */
export interface Values {
  values: RegistrationValues;
  refused: RefusedValue[];
}

interface Kind {
  wants: RefusedValue["wants"];
  takes: (text: string) => boolean;
}

const matches = (schema: z.ZodType) => (text: string) => schema.safeParse(text).success;

/** Whether a text is an address of these protocols with nothing besides that a person does not see. */
function isAddress(text: string, mayBe: (url: URL) => boolean): boolean {
  if (text.length > 500 || !URL.canParse(text)) return false;
  const url = new URL(text);
  const isHost = /^(?:[a-z\d.-]+|\[[a-f\d:]+\])$/.test(url.hostname);
  return isHost && mayBe(url) && !url.username && !url.password && !url.search && !url.hash;
}
const isSecure = ({ protocol }: URL) => protocol === "https:";

const id: Kind = { wants: "id", takes: matches(guidOrName) };
const kinds: Record<ValueName, Kind> = {
  clientId: id,
  tenantId: id,
  authority: { wants: "address", takes: (text) => isAddress(text, isSecure) },
  // MSAL takes a host, with a port or not, and an address of one.
  knownAuthorities: {
    wants: "host",
    takes: (text) => isAddress(text.includes("://") ? text : `https://${text}`, isSecure),
  },
  // Another cloud's, or one on this computer; where a token may not go, it does not.
  resourceManager: {
    wants: "manager",
    takes: (text) =>
      isAddress(text, (url) => isSecure(url) || (url.protocol === "http:" && isLoopback(url.hostname))),
  },
};

/**
 * Takes each value by itself: one that cannot be used is named, by `names` or as it is called here, and takes no other
 * down with it; so it is with each of a list. What is null or missing is not set.
 */
export function valuesIn(
  given: Record<string, unknown>,
  from: RefusedValue["from"],
  names?: Record<ValueName, string>,
): Values {
  const refused: RefusedValue[] = [];
  const take = (name: ValueName, value: unknown, entry: number | null = null) => {
    const { wants, takes } = kinds[name];
    if (typeof value === "string" && takes(value)) return [value];
    refused.push({ name: names?.[name] ?? name, entry, from, wants });
    return [];
  };
  const list = (value: unknown) => {
    if (Array.isArray(value)) return value.flatMap((one, at) => take("knownAuthorities", one, at + 1));
    refused.push({ name: names?.knownAuthorities ?? "knownAuthorities", entry: null, from, wants: "list" });
    return [];
  };
  const values: RegistrationValues = {};
  for (const name of Object.keys(kinds) as ValueName[]) {
    const value = given[name] ?? null;
    if (value === null) continue;
    if (name === "knownAuthorities") {
      const known = list(value);
      if (known.length > 0) values[name] = known;
    } else {
      const [one] = take(name, value);
      if (one !== undefined) values[name] = one;
    }
  }
  return { values, refused };
}
