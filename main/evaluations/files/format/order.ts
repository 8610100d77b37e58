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
  const once = (place: string, key: string) => {
    if (seen.has(key)) throw refused(place);
    seen.add(key);
  };
  const placeIn = (places: ReadonlyMap<string, number>, id: string, what: string): number => {
    const place = places.get(id);
    if (place === undefined) throw refused(what);
    return place;
  };
  const answerKey = (modelId: string, repeat: number) =>
    `answer ${placeIn(models, modelId, "modelId")} ${repeat}`;
  const answered = (modelId: string, repeat: number, place: string): string => {
    const key = answerKey(modelId, repeat);
    if (!seen.has(key)) throw refused(place);
    return key;
  };

  return (record) => {
    if (record.kind === "certificate" || record.kind === "verdict") {
      if (!isBehindRows) seen = new Set();
      isBehindRows = true;
      if (record.kind === "verdict") return once("verdict", "verdict");
      return once("certificate", `certificate ${placeIn(graders, record.graderId, "graderId")}`);
    }
    if (isBehindRows) throw refused("kind");
    if (record.kind === "row") {
      if (record.row <= row) throw refused("row");
      row = record.row;
      seen = new Set();
      return;
    }
    if (record.row !== row) throw refused("row");
    if (record.kind === "answer") once("answer", answerKey(record.modelId, record.repeat));
    else if (record.kind === "grade" || record.kind === "mark") {
      const grader = placeIn(graders, record.graderId, "graderId");
      const answer = answered(record.modelId, record.repeat, record.kind);
      once(record.kind, `${record.kind} ${grader} ${answer}`);
    } else if (record.kind === "note") once("note", "note");
    else for (const { modelId, repeat } of record.shown) answered(modelId, repeat, "shown");
  };
}

/** The places of what has ids. */
function known(named: readonly { id: string }[]): ReadonlyMap<string, number> {
  const places = new Map(named.map(({ id }, place) => [id, place]));
  if (places.size !== named.length) throw refused("settings");
  return places;
}
