import type { ReactNode } from "react";
import type { DeployOptions } from "../../../preload/contract/tuned-models.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tunedModels } from "../../../preload/strings/tuned-models.ts";
import { CopyButton } from "../../ui/copy.tsx";

const words = tunedModels.portal;

/** What to do in the portal, in its order, with what is to be typed there beside each step to copy. */
export function PortalSteps(props: { portal: DeployOptions["portal"]; canSignIn: boolean }) {
  const { portal, canSignIn } = props;
  const { url, resource, project, model } = portal;
  return (
    <section className="portal-steps" aria-label={words.title}>
      <h3>{words.title}</h3>
      <ol>
        <Step text={words.open}>
          <button type="button" className="button" onClick={() => void window.assay["app.openLink"]({ url })}>
            {words.go}
          </button>
        </Step>
        <Step text={fill(words.resource, { resource })} copied={resource} />
        {project !== null && <Step text={fill(words.project, { project })} copied={project} />}
        <Step text={words.finetuning} />
        <Step text={fill(words.deploy, { model })} copied={model} />
        <Step text={words.name} />
      </ol>
      {canSignIn && <p className="muted small">{words.signIn}</p>}
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
