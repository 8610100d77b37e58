import type { Feature, Shown } from "./feature.ts";
import { features } from "./features.ts";
import { type Place, type Places, readAddress, useHash } from "./route.ts";

/** Where in the app the person is: the place, and what its screen is given. */
export type Route = { [Name in Place]: { section: Name } & Places[Name] }[Place];

const places = new Map<string, Shown<object>>(
  features.flatMap(({ places }: Feature) => Object.entries(places ?? {})),
);

/** The screen of a place, and what else the window knows of it; null for what is no place. */
export const placeOf = (section: string): Shown<object> | null => places.get(section) ?? null;

/** Reads the part of an address after `#`; anything unknown is home. */
export function readRoute(hash: string): Route {
  const { section, id } = readAddress(hash);
  const place = placeOf(section);
  return (place ? { section, ...place.given(id) } : { section: "home" }) as Route;
}

/** The current place, as long as the component is shown. */
export const useRoute = (): Route => readRoute(useHash());
