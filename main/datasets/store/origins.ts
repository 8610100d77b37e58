import type { RowOrigin } from "../../../preload/contract/dataset-origins.ts";
import { parseJson } from "../../foundry/json.ts";

/** An origin that many rows have, and where in it a single one is. */
interface SplitOrigin {
  kind: string;
  /** What people know it by. */
  name: string;
  detail: string;
  spot: string | number | null;
}

/** Takes an origin apart, so that rows of one file or one conversation have it in common; null for a row made here. */
export function splitOrigin(origin: RowOrigin): SplitOrigin | null {
  const of = (name: string, shared: object, spot: string | number | null) => ({
    kind: origin.kind,
    name,
    detail: JSON.stringify(shared),
    spot,
  });
  switch (origin.kind) {
    case "made":
      return null;
    case "file":
      return of(origin.file, { file: origin.file }, origin.line);
    case "conversation":
      return of(origin.title, { id: origin.id, title: origin.title }, origin.message);
    case "vote":
    case "edit":
      return of(origin.title, { title: origin.title }, origin.id);
    case "series":
      return of(
        origin.title,
        { id: origin.id, title: origin.title },
        JSON.stringify([origin.prompt, origin.run]),
      );
    case "dataset":
      return of(origin.name, { id: origin.id, name: origin.name, version: origin.version }, origin.key);
  }
}

/** Puts an origin together again. Null for what this version does not know. */
export function joinOrigin(kind: string, detail: string, spot: string | number | null): RowOrigin | null {
  const shared = (parseJson(detail) ?? {}) as Record<string, unknown>;
  const text = (name: string) => String(shared[name] ?? "");
  switch (kind) {
    case "file":
      return { kind, file: text("file"), line: Number(spot) };
    case "conversation":
      return { kind, id: text("id"), title: text("title"), message: spot === null ? null : String(spot) };
    case "vote":
    case "edit":
      return { kind, id: String(spot), title: text("title") };
    case "series": {
      const [prompt, run] = (parseJson(String(spot)) ?? []) as unknown[];
      return { kind, id: text("id"), title: text("title"), prompt: String(prompt), run: String(run) };
    }
    case "dataset":
      return { kind, id: text("id"), name: text("name"), version: Number(shared.version), key: Number(spot) };
    default:
      return null;
  }
}
