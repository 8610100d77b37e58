import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { AnswerFailures } from "../../../preload/contract/evaluation-results.ts";
import { parseJson } from "../../foundry/json.ts";
import type { Session } from "./session.ts";

/** Reasons that are told; more would not be read. */
const mostReasons = 30;

/** Why answers failed, by models and codes, the most frequent reason first. Answers without a diagnosis are left out. */
export function failuresIn({ database, settings }: Session): AnswerFailures[] {
  return database
    .prepare(
      `select m.model, min(a.diagnosis) as diagnosis, count(*) as count from measures m
       join answers a on a.row = m.row and a.model = m.model and a.repeat = m.repeat
       where m.failed = 1 and a.diagnosis is not null
       group by m.model, json_extract(a.diagnosis, '$.code'),
         case json_extract(a.diagnosis, '$.code')
           when 'evaluation_failed_elsewhere' then json_extract(a.diagnosis, '$.parameters.reason') end
       order by count desc, m.model, diagnosis limit ?`,
    )
    .all(mostReasons)
    .map(({ model, diagnosis, count }) => ({
      modelId: settings.models[Number(model)]?.id ?? "",
      diagnosis: parseJson(String(diagnosis)) as Diagnosis,
      count: Number(count),
    }));
}
