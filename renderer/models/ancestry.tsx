import type { Ancestry, AncestryJob } from "../../preload/contract/models.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";

const words = strings.models.ancestry;

/** What a tuned model was tuned from, and on which data, job by job. */
export function ModelAncestry({ ancestry }: { ancestry: Ancestry }) {
  const { model, base, jobs } = ancestry;
  return (
    <section>
      <h2>{words.title}</h2>
      <dl className="facts">
        <Fact name={words.model} value={model} />
        <Fact name={words.base} value={base} />
        {jobs.map((job) => (
          <Fact key={job.jobId} name={fill(words.job, { name: job.name })} value={jobText(job)} />
        ))}
      </dl>
    </section>
  );
}

function Fact({ name, value }: { name: string; value: string | null }) {
  return (
    <div className="fact">
      <dt dir="auto">{name}</dt>
      <dd className={value === null ? "muted" : "selectable"} dir="auto">
        {value ?? strings.models.facts.unknown}
      </dd>
    </div>
  );
}

/** Where a job ran, and on which data. */
function jobText({ jobId, resource, step, data }: AncestryJob): string {
  const said = [
    data === null ? words.noData : fill(words.data, { name: data.name, version: data.version }),
    ...(step === null ? [] : [fill(words.step, { step: step.toLocaleString() })]),
    fill(words.ran, { jobId, resource }),
  ];
  return said.join(" · ");
}
