import { TriangleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import type { RefusalFound } from "../../../preload/contract/datasets.ts";
import type { JobData, TuningJob } from "../../../preload/contract/tuning-jobs.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tuningJobs } from "../../../preload/strings/tuning-jobs.ts";
import { Icon } from "../../ui/icon.tsx";
import { NamedRows } from "../named-rows.tsx";

const words = tuningJobs.failure;

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
          {error.param && <p className="muted small">{fill(words.param, { param: error.param })}</p>}
        </>
      )}
      <div role="status">{found && <NamedRows found={found} />}</div>
      <p>{found && found.rows.length > 0 ? words.nextRows : words.next}</p>
      <p className="muted small">{words.free}</p>
    </section>
  );
}
