import { Ellipsis } from "lucide-react";
import { useState } from "react";
import type { TunedDeployment, TunedState } from "../../../preload/contract/tuned-models.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { dayText } from "../../../preload/strings/list-date.ts";
import { tunedModels } from "../../../preload/strings/tuned-models.ts";
import { connectionActions, useConnections } from "../../connections/index.ts";
import { sumText } from "../../prices/index.ts";
import { goTo } from "../../route.ts";
import { choose } from "../../targets/deployments.ts";
import { DiagnosisView } from "../../ui/diagnosis.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Menu, type MenuItem } from "../../ui/menu.tsx";
import { momentText } from "../dates.ts";
import { TriedAgain } from "../tried-again.tsx";
import { countdown } from "./countdown.ts";
import { Hosting } from "./hosting.tsx";
import { RegisterDialog } from "./register-dialog.tsx";
import { skuName } from "./sku-name.ts";
import { act, evaluateTuned, readTunedModels } from "./state.ts";

const words = tunedModels;

/** Whether it is, or may be, there and costs. */
export const isThere = ({ state }: TunedDeployment) => state !== "gone" && state !== "failed";

const looks: Record<TunedState, string> = {
  creating: "live",
  starting: "live",
  ready: "ok",
  failed: "danger",
  deleting: "live",
  gone: "unknown",
};

/** A deployment of the ledger, with what can be done to it. */
export function DeploymentRow(props: {
  deployment: TunedDeployment;
  now: number;
  onSaid: (said: string) => void;
}) {
  const { deployment: one, now, onSaid } = props;
  const { id, connectionId, deployment, model, step, kind, state, sku, capacity, hosting, spent } = one;
  const connections = useConnections(({ list }) => list);
  const connection = connections?.find((known) => known.id === connectionId)?.name;
  const [asked, setAsked] = useState<"register" | "remove" | null>(null);
  const hasGone = state === "gone";
  const probe = async () => {
    const after = await act(window.assay["tunedModels.probe"]({ id }));
    if (after)
      onSaid(fill(after.state === "ready" ? words.probed.ready : words.probed.other, { deployment }));
  };
  // What is made and deleted is tried again by itself where that may help.
  const isTried = (state === "creating" || state === "deleting") && one.diagnosis?.retryable === true;
  const Problem = isTried ? TriedAgain : DiagnosisView;
  const again = async () => {
    const { jobId } = one;
    if (jobId !== null && sku !== null)
      await act(
        window.assay["tunedModels.deploy"]({ jobId, model, deployment, sku, capacity: capacity ?? 1 }),
      );
  };
  // What others made, and what a trial did, is not made again from here.
  const canRepeat = state === "failed" && kind === "deployed" && one.jobId !== null && sku !== null;
  const retry = () => void (canRepeat ? again() : probe());
  const canAsk = connectionId !== null && state === "ready";
  const evaluate = async () => {
    if (connectionId !== null) await evaluateTuned({ connectionId, deployment });
  };
  const items: MenuItem[] = [
    ...(one.jobId === null
      ? []
      : [{ label: words.actions.job, onSelect: () => goTo("fineTuning", `job:${one.jobId}`) }]),
    ...(canAsk ? [{ label: words.actions.evaluate, onSelect: () => void evaluate() }] : []),
    ...(hasGone || one.registeredAs !== null
      ? []
      : [{ label: words.actions.register, onSelect: () => setAsked("register") }]),
    ...(hasGone || connectionId === null
      ? []
      : [{ label: words.actions.remove, onSelect: () => setAsked("remove") }]),
  ];
  const chat = () => {
    if (connectionId === null) return;
    choose({ connectionId, deployment });
    goTo("chat");
  };
  return (
    <>
      <tr className={hasGone ? "gone" : undefined}>
        <th scope="row">
          <b dir="auto">{deployment}</b>
          <small dir="auto">{model}</small>
          <small>
            {[
              step === null ? words.final : fill(words.step, { step: step.toLocaleString() }),
              connection ?? words.notConnected,
              words.kinds[kind],
            ].join(" · ")}
          </small>
        </th>
        <td>
          <span className={`status ${looks[state]}`}>{words.states[state]}</span>
          {one.warnings.map((warning) => (
            <small key={warning} className="status warn">
              {words.warnings[warning]}
            </small>
          ))}
        </td>
        <td>
          {sku === null ? words.notGiven : skuName(sku)}
          {capacity !== null && <small>{fill(words.capacity, { count: capacity.toLocaleString() })}</small>}
        </td>
        <td>
          {isThere(one) && (
            <Hosting model={model} hosting={hosting} onPriced={() => void readTunedModels()} />
          )}
          {spent !== null && hosting?.price && (
            <small>{fill(words.hosting.spent, { amount: sumText(spent, hosting.price.currency) })}</small>
          )}
        </td>
        <td>{isThere(one) && <Ends deployment={one} now={now} />}</td>
        <td>
          <span className="row end">
            {!hasGone && connectionId !== null && (
              <button
                type="button"
                className="button"
                title={canRepeat ? undefined : words.actions.cost}
                onClick={retry}
              >
                {canRepeat ? words.actions.again : words.actions.probe}
              </button>
            )}
            {canAsk && (
              <button type="button" className="button" onClick={chat}>
                {words.actions.chat}
              </button>
            )}
            {items.length > 0 && (
              <Menu label={fill(words.actions.more, { name: deployment })} items={items}>
                <Icon of={Ellipsis} />
              </Menu>
            )}
          </span>
          {asked === "register" && (
            <RegisterDialog
              deployment={one}
              onDone={(name) => onSaid(fill(words.registering.done, { name }))}
              onClose={() => setAsked(null)}
            />
          )}
          {asked === "remove" && <RemoveDialog deployment={one} onClose={() => setAsked(null)} />}
        </td>
      </tr>
      {one.diagnosis && !hasGone && (
        <tr className="problem">
          <td colSpan={6}>
            <Problem
              diagnosis={one.diagnosis}
              on={connectionId === null ? { retry } : connectionActions(connectionId, retry)}
            />
          </td>
        </tr>
      )}
    </>
  );
}

/** When it ends and by what, when it was called last, and when its model retires. */
function Ends({ deployment, now }: { deployment: TunedDeployment; now: number }) {
  const { endsAt, endsBy, calledAt, retiresAt } = deployment;
  return (
    <>
      {endsAt === null ? words.ends.never : countdown(endsAt, now)}
      {endsBy !== null && <small>{words.ends[endsBy]}</small>}
      <small>
        {calledAt === null ? words.ends.notCalled : fill(words.ends.called, { time: momentText(calledAt) })}
      </small>
      {retiresAt !== null && <small>{fill(words.ends.retires, { date: dayText(retiresAt) })}</small>}
    </>
  );
}

/** Asks before a deployment is deleted. */
function RemoveDialog({ deployment, onClose }: { deployment: TunedDeployment; onClose: () => void }) {
  const [isBusy, setBusy] = useState(false);
  const go = async () => {
    setBusy(true);
    await act(window.assay["tunedModels.remove"]({ id: deployment.id }));
    onClose();
  };
  return (
    <Dialog title={fill(words.removal.title, { deployment: deployment.deployment })} onClose={onClose}>
      <p>{words.removal.text}</p>
      <div className="actions">
        <button type="button" className="button" onClick={onClose}>
          {words.cancel}
        </button>
        <button type="button" className="button primary" disabled={isBusy} onClick={() => void go()}>
          {words.removal.go}
        </button>
      </div>
    </Dialog>
  );
}
