import { refused } from "../../../exported.ts";
import type { EvaluationHead } from "./head.ts";
import type { EvaluationRecord } from "./records.ts";

/**
 * Looks at a report's records one by one: rows come in their order, behind each its answers with their grades, notes,
 * votes and marks, and last the certificates and the verdict. Nothing is named that is not there, and nothing comes
 * twice. Throws `import_refused` with the place that is wrong.
 */
export function orderOf({ settings }: Pick<EvaluationHead, "settings">): (record: EvaluationRecord) => void {
  const models = known(settings.models);
  const graders = known(settings.graders);
  let row = -1;
  let isBehindRows = false;
  let seen = new Set<string>();
  const once = (place: string, ...parts: unknown[]) => {
    const key = JSON.stringify([place, ...parts]);
    if (seen.has(key)) throw refused(place);
    seen.add(key);
  };
  const answered = (modelId: string, repeat: number, place: string) => {
    if (!seen.has(JSON.stringify(["answer", modelId, repeat]))) throw refused(place);
  };

  return (record) => {
    if (record.kind === "certificate" || record.kind === "verdict") {
      if (!isBehindRows) seen = new Set();
      isBehindRows = true;
      if (record.kind === "verdict") return once("verdict");
      if (!graders.has(record.graderId)) throw refused("graderId");
      return once("certificate", record.graderId);
    }
    if (isBehindRows) throw refused("kind");
    if (record.kind === "row") {
      if (record.row <= row) throw refused("row");
      row = record.row;
      seen = new Set();
      return;
    }
    if (record.row !== row) throw refused("row");
    if ("modelId" in record && !models.has(record.modelId)) throw refused("modelId");
    if ("graderId" in record && !graders.has(record.graderId)) throw refused("graderId");
    if (record.kind === "answer") once("answer", record.modelId, record.repeat);
    else if (record.kind === "grade" || record.kind === "mark") {
      answered(record.modelId, record.repeat, record.kind);
      once(record.kind, record.modelId, record.repeat, record.graderId);
    } else if (record.kind === "note") once("note");
    else for (const { modelId, repeat } of record.shown) answered(modelId, repeat, "shown");
  };
}

function known(named: readonly { id: string }[]): Set<string> {
  const ids = new Set(named.map(({ id }) => id));
  if (ids.size !== named.length) throw refused("settings");
  return ids;
}
