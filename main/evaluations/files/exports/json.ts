import { byRow } from "../format/groups.ts";
import type { WriteReport } from "./report.ts";

/** All of a report as one JSON object, with a row and what belongs to it in a line each. */
export const writeJson: WriteReport = async ({ head, verdict, certificates, thresholds, records }, write) => {
  const about = JSON.stringify({ head, verdict, certificates, thresholds });
  await write(`${about.slice(0, -1)},"rows":[`);
  let separator = "\n";
  for await (const { row, answers, note, votes } of byRow(records())) {
    await write(`${separator}${JSON.stringify({ ...row, answers, note, votes })}`);
    separator = ",\n";
  }
  await write("\n]}\n");
};
