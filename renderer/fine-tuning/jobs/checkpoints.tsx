import { Ellipsis } from "lucide-react";
import { useState } from "react";
import type { Checkpoint, OpenTuningJob } from "../../../preload/contract/tuning-jobs.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tuningJobs } from "../../../preload/strings/tuning-jobs.ts";
import { Icon } from "../../ui/icon.tsx";
import { Menu } from "../../ui/menu.tsx";
import { toldAt } from "../dates.ts";
import { numberText } from "../number-text.ts";
import { own } from "../own.ts";
import { Copies } from "../tuned/copies.tsx";
import { CopyDialog } from "../tuned/copy-dialog.tsx";
import { DeployDialog } from "../tuned/deploy-dialog.tsx";
import { TrialDialog } from "../tuned/trial-dialog.tsx";
import { TrialList } from "../tuned/trial-list.tsx";
import { metricName } from "./metric-groups.ts";
import { hasMade } from "./standing.ts";

const words = tuningJobs.checkpoints;

/**
 * What a job has saved on its way, with the numbers of each, and what can be done with it. Trying them is offered above
 * where the job has made a model.
 */
export function Checkpoints({ open }: { open: OpenTuningJob }) {
  const { job, checkpoints, metrics } = open;
  const [deployed, setDeployed] = useState<Checkpoint | null>(null);
  const [copied, setCopied] = useState<Checkpoint | null>(null);
  const [isTrying, setTrying] = useState(false);
  const names = columnsOf(checkpoints);
  const aliasOf = (name: string) => metrics.find((metric) => metric.name === name)?.alias ?? null;
  return (
    <section className="panel card" aria-labelledby="job-checkpoints">
      <div className="row">
        <h2 id="job-checkpoints" className="grow">
          {words.title}
        </h2>
        {checkpoints.length > 0 && !hasMade(job) && (
          <button type="button" className="button" onClick={() => setTrying(true)}>
            {words.try}
          </button>
        )}
      </div>
      {checkpoints.length === 0 ? (
        <p className="muted small">{open.isComplete ? words.noneEver : words.none}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached from the keyboard.
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is filled in.
        <div className="wide-table checkpoints" role="group" aria-label={words.title} tabIndex={0}>
          <table className="table small">
            <thead>
              <tr>
                <th scope="col">{words.step}</th>
                {names.map((name) => (
                  <th key={name} scope="col" className="number" title={name}>
                    {metricName({ name, alias: aliasOf(name) })}
                  </th>
                ))}
                <th scope="col">{words.made}</th>
                <th scope="col" className="acts">
                  <span className="unseen">{words.deploy}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {checkpoints.map((checkpoint) => {
                const step = checkpoint.step.toLocaleString();
                return (
                  <tr key={checkpoint.id}>
                    <th scope="row" className="step">
                      {step}{" "}
                      {checkpoint.model === job.tunedModel && <span className="chip">{words.final}</span>}
                    </th>
                    {names.map((name) => {
                      const value = own(checkpoint.metrics, name);
                      return (
                        <td key={name} className="number">
                          {value === undefined ? words.notGiven : numberText(value)}
                        </td>
                      );
                    })}
                    <td>{toldAt(checkpoint.createdAt) ?? words.notGiven}</td>
                    <td className="acts">
                      <span className="row end">
                        <button
                          type="button"
                          className="button"
                          aria-label={fill(words.deployThis, { step })}
                          onClick={() => setDeployed(checkpoint)}
                        >
                          {words.deploy}
                        </button>
                        <Menu
                          label={fill(words.more, { step })}
                          items={[{ label: words.copy, onSelect: () => setCopied(checkpoint) }]}
                        >
                          <Icon of={Ellipsis} />
                        </Menu>
                      </span>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      <TrialList jobId={job.id} />
      <Copies jobId={job.id} />
      {deployed && (
        <DeployDialog
          job={job}
          model={deployed.model}
          step={deployed.step}
          onClose={() => setDeployed(null)}
        />
      )}
      {copied && (
        <CopyDialog job={job} model={copied.model} step={copied.step} onClose={() => setCopied(null)} />
      )}
      {isTrying && <TrialDialog open={open} onClose={() => setTrying(false)} />}
    </section>
  );
}

/** The metrics that any checkpoint has, but not the step, in the order they come. */
function columnsOf(checkpoints: readonly Checkpoint[]): string[] {
  const names = new Set(checkpoints.flatMap(({ metrics }) => Object.keys(metrics)));
  names.delete("step");
  return [...names];
}
