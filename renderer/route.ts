import { useSyncExternalStore } from "react";

/** Where in the app the person is. It stands in the address, so that a reload finds it again. */
export type Route =
  | { section: "home" }
  | { section: "chat"; conversationId: string | null }
  | { section: "compare"; comparisonId: string | null }
  | { section: "series"; seriesId: string | null }
  | { section: "scoreboard" }
  | { section: "models"; modelId: string | null }
  | { section: "deployments"; connectionId: string | null }
  | { section: "integrations"; connectionId: string | null }
  | { section: "settings" }
  | { section: "help"; articleId: string | null }
  | { section: "guide"; draftId: string | null };

/** Where one can go. */
export type Place = Route["section"];
/** The places in the rail. */
export type Section = Exclude<Place, "guide" | "series" | "scoreboard">;

/** Reads the part of an address after `#`; anything unknown is home. */
export function readRoute(hash: string): Route {
  const [section = "", id = ""] = hash.replace(/^#\/?/, "").split("/").map(decode);
  const given = id === "" ? null : id;
  if (section === "chat") return { section, conversationId: given };
  if (section === "compare") return { section, comparisonId: given };
  if (section === "series") return { section, seriesId: given };
  if (section === "scoreboard") return { section };
  if (section === "models") return { section, modelId: given };
  if (section === "deployments" || section === "integrations") return { section, connectionId: given };
  if (section === "settings") return { section };
  if (section === "help") return { section, articleId: given };
  if (section === "guide") return { section, draftId: given };
  return { section: "home" };
}

/** The address of a place in the app, for a link. */
export function linkTo(section: Place, id: string | null = null): string {
  return id === null ? `#/${section}` : `#/${section}/${encodeURIComponent(id)}`;
}

/** Goes to a place in the app. */
export function goTo(section: Place, id: string | null = null): void {
  window.location.hash = linkTo(section, id);
}

/** The current place, as long as the component is shown. */
export function useRoute(): Route {
  return readRoute(useSyncExternalStore(listen, () => window.location.hash));
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
