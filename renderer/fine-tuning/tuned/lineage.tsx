import "./tuned.css";
import { type ReactNode, useEffect, useState } from "react";
import type { Input } from "../../../preload/contract/index.ts";
import type { Lineage, LineageJob } from "../../../preload/contract/tuned-models.ts";
import type { JobData } from "../../../preload/contract/tuning-jobs.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tunedModels } from "../../../preload/strings/tuned-models.ts";
import { rowsAddress } from "../../datasets/index.ts";
import { linkTo } from "../../route.ts";
import { dataText } from "../data-text.ts";

const words = tunedModels.lineage;

/** Where a deployment or a job's model comes from; null until that is known, and where nothing is. */
export function useLineage(of: Input<"tunedModels.lineage">): { lineage: Lineage | null; isRead: boolean } {
  const [found, setFound] = useState<{ lineage: Lineage | null; isRead: boolean }>({
    lineage: null,
    isRead: false,
  });
  const asked = JSON.stringify(of);
  useEffect(() => {
    let isLeft = false;
    void window.assay["tunedModels.lineage"](JSON.parse(asked)).then((answer) => {
      if (!isLeft) setFound({ lineage: answer.ok ? answer.data : null, isRead: true });
    });
    return () => {
      isLeft = true;
    };
  }, [asked]);
  return found;
}

/** From a model back to the rows that trained it, through everything it was tuned from. */
export function LineageView({ of }: { of: Input<"tunedModels.lineage"> }) {
  const { lineage, isRead } = useLineage(of);
  return (
    <section className="panel card" aria-labelledby="lineage">
      <h2 id="lineage">{words.title}</h2>
      {lineage === null ? (
        <p className="muted small" role="status">
          {isRead ? words.none : words.reading}
        </p>
      ) : (
        <ol className="lineage">
          {lineage.deployment !== null && <Link label={words.deployment}>{lineage.deployment}</Link>}
          <Link label={words.model}>
            <code>{lineage.model}</code>
          </Link>
          {lineage.jobs.map((job) => (
            <Ancestor key={job.id} job={job} />
          ))}
          <Link label={words.base}>{lineage.base ?? words.unknown}</Link>
        </ol>
      )}
    </section>
  );
}

function Ancestor({ job }: { job: LineageJob }) {
  const { id, name, step, data, validation } = job;
  const text = step === null ? name : fill(words.step, { name, step: step.toLocaleString() });
  return (
    <>
      <Link label={words.job}>
        <a className="link" href={linkTo("fineTuning", `job:${id}`)}>
          {text}
        </a>
      </Link>
      <Link label={words.data}>{data === null ? words.unknown : <Rows data={data} />}</Link>
      {validation !== null && (
        <Link label={words.validation}>
          <Rows data={validation} />
        </Link>
      )}
    </>
  );
}

/** The rows that a job got, with the way to them while their dataset is here. */
export const Rows = ({ data }: { data: JobData }) =>
  data.isHere ? (
    <a className="link" href={linkTo("datasets", rowsAddress(data))}>
      {dataText(data)}
    </a>
  ) : (
    <span>{dataText(data)}</span>
  );

const Link = ({ label, children }: { label: string; children: ReactNode }) => (
  <li>
    <span className="muted">{label}</span>
    <span dir="auto">{children}</span>
  </li>
);
