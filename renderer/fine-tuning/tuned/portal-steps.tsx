import type { ReactNode } from "react";
import type { DeployOptions } from "../../../preload/contract/tuned-models.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tunedModels } from "../../../preload/strings/tuned-models.ts";
import { CopyButton } from "../../ui/copy.tsx";
import { skuName } from "./sku-name.ts";

const words = tunedModels.portal;

/** What to do in the portal, in its order, with what is to be typed there beside each step to copy. */
export function PortalSteps({ options, isCheckpoint }: { options: DeployOptions; isCheckpoint: boolean }) {
  const { facts, why, types, name } = options;
  const { url, isJob, resource, project, job, model } = options.portal;
  return (
    <section className="portal-steps" aria-label={words.title}>
      <h3>{words.title}</h3>
      <ol>
        <Step text={isJob ? words.openJob : words.open}>
          <button type="button" className="button" onClick={() => void window.assay["app.openLink"]({ url })}>
            {words.go}
          </button>
        </Step>
        {!isJob && <Step text={fill(words.resource, { resource })} copied={resource} />}
        {!isJob && project !== null && <Step text={fill(words.project, { project })} copied={project} />}
        {!isJob && <Step text={fill(words.finetuning, { job })} copied={job} />}
        {isCheckpoint && <Step text={fill(words.checkpoint, { model })} copied={model} />}
        {isCheckpoint ? (
          <Step text={words.deployCheckpoint} />
        ) : (
          <Step text={fill(words.deploy, { model })} copied={model} />
        )}
        {facts.way === "portal" && <Step text={words.managed} />}
        {facts.way === "here" && types.length > 0 && (
          <Step text={fill(words.types, { types: types.map(({ sku }) => skuName(sku)).join(", ") })} />
        )}
        <Step text={fill(words.name, { name })} copied={name} />
        <Step text={words.finish} />
      </ol>
      {why === "key_only" && <p className="muted small">{words.signIn}</p>}
    </section>
  );
}

function Step({ text, copied, children }: { text: string; copied?: string; children?: ReactNode }) {
  return (
    <li>
      <span className="grow selectable" dir="auto">
        {text}
      </span>
      {copied !== undefined && <CopyButton isQuiet label={words.copy} text={() => copied} />}
      {children}
    </li>
  );
}
