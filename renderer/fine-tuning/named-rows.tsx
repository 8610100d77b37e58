import type { RefusalFound } from "../../preload/contract/datasets.ts";
import type { JobData } from "../../preload/contract/tuning-jobs.ts";
import { fill } from "../../preload/strings/fill.ts";
import { tuningJobs } from "../../preload/strings/tuning-jobs.ts";
import { counted } from "../figures/counted.ts";
import { linkTo } from "../route.ts";

const words = tuningJobs.failure;

/** Rows that are named; the others are in the dataset. */
const shownRows = 20;

type NamedData = Pick<JobData, "name" | "datasetId" | "isHere">;

/** The rows of a dataset that a refusal or a failure names, each with the way to it while the dataset is here. */
export function NamedRows({ found }: { found: RefusalFound & NamedData }) {
  const { rows, harms, name, datasetId, isHere } = found;
  const said = harms.length > 0 ? words.suspects : words.rows;
  return (
    <div className="card">
      <p>{rows.length === 0 ? fill(words.none, { name }) : fill(counted(said, rows.length), { name })}</p>
      {harms.length > 0 && <p className="small">{fill(words.harms, { harms: harms.join(", ") })}</p>}
      {isHere && (
        <p className="row wrap">
          {rows.slice(0, shownRows).map(({ key, number }) => (
            <a key={key} className="button" href={linkTo("datasets", `${datasetId}:${key}`)}>
              {fill(words.row, { number: number.toLocaleString() })}
            </a>
          ))}
          {rows.length > shownRows && (
            <span className="muted">
              {fill(words.more, { count: (rows.length - shownRows).toLocaleString() })}
            </span>
          )}
          <a className="button quiet" href={linkTo("datasets", datasetId)}>
            {fill(words.toData, { name })}
          </a>
        </p>
      )}
    </div>
  );
}
