import { useSyncExternalStore } from "react";

/** The places one can go to, each with what its screen is given. Every feature declares its own beside its screens. */
export interface Places {
  /** Where every unknown address leads. */
  home: object;
}

/** Where one can go. */
export type Place = keyof Places;

/** Reads the part of an address after `#`: what may be the name of a place, and the id after its slash. */
export function readAddress(hash: string): { section: string; id: string | null } {
  const [section = "", id = ""] = hash.replace(/^#\/?/, "").split("/").map(decode);
  return { section, id: id === "" ? null : id };
}

/** The address of a place in the app, for a link. */
export function linkTo(section: Place, id: string | null = null): string {
  return id === null ? `#/${section}` : `#/${section}/${encodeURIComponent(id)}`;
}

/** Goes to a place in the app. */
export function goTo(section: Place, id: string | null = null): void {
  window.location.hash = linkTo(section, id);
}

/** The part of the current address after `#`, as long as the component is shown. */
export function useHash(): string {
  return useSyncExternalStore(listen, () => window.location.hash);
}

const rememberedAs = "route";

/** Begins where the person was when the app ended, and remembers from then on where they are. */
export function restoreRoute(): void {
  if (window.location.hash === "") window.location.hash = localStorage.getItem(rememberedAs) ?? "";
  window.addEventListener("hashchange", () => localStorage.setItem(rememberedAs, window.location.hash));
}

function listen(changed: () => void): () => void {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}
