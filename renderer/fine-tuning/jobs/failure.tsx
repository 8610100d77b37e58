import { TriangleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import type { RefusalFound } from "../../../preload/contract/datasets.ts";
import type { JobData, TuningJob } from "../../../preload/contract/tuning-jobs.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tuningJobs } from "../../../preload/strings/tuning-jobs.ts";
import { counted } from "../../figures/counted.ts";
import { linkTo } from "../../route.ts";
import { Icon } from "../../ui/icon.tsx";

const words = tuningJobs.failure;
/** Rows that are named; the others are in the dataset. */
const shownRows = 20;

/** Why a job has failed, in the service's words, and the rows of ours that they are about. */
export function Failure({ job }: { job: TuningJob }) {
  const { id, error } = job;
  const [found, setFound] = useState<(RefusalFound & JobData) | null>(null);
  useEffect(() => {
    let isLeft = false;
    void window.assay["tuningJobs.failure"]({ id }).then((answer) => {
      if (!isLeft && answer.ok) setFound(answer.data);
    });
    return () => {
      isLeft = true;
    };
  }, [id]);
  return (
    <section className="panel card diagnosis job-failure" aria-labelledby="job-failure">
      <h2 id="job-failure">
        <Icon of={TriangleAlert} />
        {words.title}
      </h2>
      {error && (
        <>
          <p className="muted small">{words.said}</p>
          <blockquote className="selectable" dir="auto">
            {error.message} {error.code !== "" && <code>{error.code}</code>}
          </blockquote>
          {error.param && <p>{fill(words.param, { param: error.param })}</p>}
        </>
      )}
      <div role="status">{found && <Rows found={found} />}</div>
      <p className="muted small">{words.free}</p>
    </section>
  );
}

function Rows({ found }: { found: RefusalFound & JobData }) {
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
