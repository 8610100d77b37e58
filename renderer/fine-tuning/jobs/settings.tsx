import { type ReactNode, useState } from "react";
import type { JobData, OpenTuningJob } from "../../../preload/contract/tuning-jobs.ts";
import type { TuningRequest } from "../../../preload/contract/tuning-plans.ts";
import { codedText } from "../../../preload/strings/coded.ts";
import { hyperparameterWords } from "../../../preload/strings/run-words.ts";
import { tuningJobs } from "../../../preload/strings/tuning-jobs.ts";
import { tuningPlans } from "../../../preload/strings/tuning-plans.ts";
import { trainingTypeOf } from "../../../preload/tuning-methods.ts";
import { sizeText } from "../../figures/size.ts";
import { linkTo } from "../../route.ts";
import { CopyButton } from "../../ui/copy.tsx";
import { own } from "../own.ts";
import { usePlan } from "../plans/state.ts";
import { LineageView, Rows } from "../tuned/lineage.tsx";
import { act } from "./state.ts";

const words = tuningJobs.settings;

/** What a job was sent with: its data, what was set and what the service chose, its files, and where it comes from. */
export function Settings({ open }: { open: OpenTuningJob }) {
  const { job, planId, sent, files } = open;
  const plan = usePlan(planId ?? "");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached from the keyboard.
    <section className="scroll job-settings" aria-label={tuningJobs.tabs.settings} tabIndex={0}>
      <Card id="job-sent" title={words.job}>
        <Facts
          facts={[
            [words.id, <code key="id">{job.jobId}</code>],
            [words.resource, job.resource],
            [words.project, job.project ?? words.noProject],
            [words.base, job.model],
            [words.method, job.method ? tuningJobs.methods[job.method] : tuningJobs.notGiven],
            [words.trainingType, trainingTypeText(job.trainingType)],
            [words.suffix, job.suffix || tuningJobs.notGiven],
            [words.seed, job.seed?.toString() ?? tuningJobs.notGiven],
          ]}
        />
      </Card>
      <Card id="job-data" title={words.data}>
        <Facts
          facts={[
            [words.training, <Data key="training" data={job.data} file={job.trainingFile} />],
            [
              words.validation,
              job.validation === null && job.validationFile === null ? (
                words.noValidation
              ) : (
                <Data key="validation" data={job.validation} file={job.validationFile} />
              ),
            ],
          ]}
        />
      </Card>
      <Hyperparameters open={open} />
      {(files.length > 0 || sent?.wandb) && (
        <Card id="job-files" title={words.files}>
          <Facts
            facts={files.map(({ id, name, bytes }) => [
              name ?? words.file,
              <span key={id}>
                <code>{id}</code> {bytes !== null && <span className="muted">{sizeText(bytes)}</span>}
              </span>,
            ])}
          />
          {sent?.wandb && (
            <Facts
              facts={[
                [
                  words.wandb,
                  [sent.wandb.entity, sent.wandb.project, sent.wandb.name].filter(Boolean).join(" / "),
                ],
              ]}
            />
          )}
        </Card>
      )}
      <LineageView of={{ jobId: job.id }} />
      <Request jobId={job.id} isOurs={job.isOurs} planId={plan?.id ?? null} />
    </section>
  );
}

function Card({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section className="panel card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

function Facts({ facts }: { facts: [string, ReactNode][] }) {
  return (
    <dl className="facts wide-facts">
      {facts.map(([name, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two files may have the same name.
        <div key={`${name} ${index}`} className="fact">
          <dt>{name}</dt>
          <dd dir="auto">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The dataset behind a file, where it was sent from here, else the file's name at the service. */
function Data({ data, file }: { data: JobData | null; file: string | null }) {
  return (
    <>
      {data && <Rows data={data} />}{" "}
      {data && !data.isHere && <span className="muted">({words.datasetGone})</span>}{" "}
      {file !== null && <code className="muted">{file}</code>}
    </>
  );
}

/** What was sent, and what the service made of it. */
function Hyperparameters({ open: { job, sent } }: { open: OpenTuningJob }) {
  const names = [
    ...new Set([...Object.keys(job.hyperparameters), ...Object.keys(sent?.hyperparameters ?? {})]),
  ];
  const used = (name: string) => {
    const value = own(job.hyperparameters, name);
    return value === undefined || value === "auto" ? null : String(value);
  };
  const given = (name: string) => String(own(sent?.hyperparameters ?? {}, name) ?? words.chosen);
  return (
    <Card id="job-hyperparameters" title={words.hyperparameters}>
      {names.length === 0 ? (
        <p className="muted small">{words.chosen}</p>
      ) : (
        <table className="table small">
          <thead>
            <tr>
              <th scope="col">{words.name}</th>
              {sent && <th scope="col">{words.sent}</th>}
              <th scope="col">{words.used}</th>
            </tr>
          </thead>
          <tbody>
            {names.map((name) => (
              <tr key={name}>
                <th scope="row">{codedText(hyperparameterWords, name) ?? name}</th>
                {sent && <td>{given(name)}</td>}
                <td>{used(name) ?? <span className="muted">{words.chosen}</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}

/** A training type as the page of a plan calls it; in the service's word where it is another one. */
function trainingTypeText(said: string | null): string {
  const type = trainingTypeOf(said);
  return type === null ? (said ?? tuningJobs.notGiven) : tuningPlans.types.names[type];
}

/** The request that was sent; folded away until it is wanted. */
function Request(props: { jobId: string; isOurs: boolean; planId: string | null }) {
  const { jobId, isOurs, planId } = props;
  const [request, setRequest] = useState<TuningRequest | null>(null);
  const [isUnknown, setUnknown] = useState(!isOurs);
  const read = async () => {
    if (request !== null) return;
    const found = await act(window.assay["tuningJobs.request"]({ id: jobId }));
    setRequest(found);
    setUnknown(found === null);
  };
  return (
    <Card id="job-request" title={words.request}>
      {isUnknown ? (
        <p className="muted small">{words.notHere}</p>
      ) : (
        <details onToggle={({ currentTarget }) => currentTarget.open && void read()}>
          <summary>{words.show}</summary>
          {request && (
            <div className="card">
              <p className="muted small">{words.requestText}</p>
              <code>{request.url}</code>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached from the keyboard. */}
              <pre className="job-request selectable" tabIndex={0}>
                {request.json}
              </pre>
              <div className="row wrap">
                <CopyButton label={words.copy} text={() => request.json} />
                <CopyButton label={words.copyCurl} text={() => request.curl} />
                <CopyButton label={words.copyPython} text={() => request.python} />
              </div>
            </div>
          )}
        </details>
      )}
      {planId !== null && (
        <div>
          <a className="button" href={linkTo("fineTuning", `plan:${planId}`)}>
            {words.plan}
          </a>
        </div>
      )}
    </Card>
  );
}
