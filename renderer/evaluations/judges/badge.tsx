import type { Evaluation } from "../../../preload/contract/evaluations.ts";
import type { JudgeStanding, JudgeTrust } from "../../../preload/contract/judges.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { judgeCertificates as words } from "../../../preload/strings/judge-certificates.ts";

const looks: Record<JudgeTrust, string> = { trust: "ok", care: "warn", distrust: "danger" };

/** How far a judge can be relied on, in a word. */
export const Trust = ({ trust }: { trust: JudgeTrust }) => (
  <span className={`status ${looks[trust]} small`}>{words.trust[trust]}</span>
);

/** What the models of an evaluation are called that are a judge's own. */
export const ownNames = (
  { settings }: Evaluation,
  { ownModels }: Pick<JudgeStanding, "ownModels">,
): string[] => settings.models.flatMap(({ id, name }) => (ownModels.includes(id) ? name : []));

/** What is known of a judge, in a word beside its name; `names` are of the models that are its own. */
export function JudgeBadge({ standing, names }: { standing: JudgeStanding; names: readonly string[] }) {
  const { state, certificate, running } = standing;
  return (
    <>
      {running ? (
        <span className="status live small">{words.badge.running}</span>
      ) : state === "measured" && certificate ? (
        <Trust trust={certificate.trust} />
      ) : (
        <span className="status unknown small">{words.badge[state === "stale" ? "stale" : "none"]}</span>
      )}{" "}
      {names.length > 0 && (
        <span className="chip warn" title={words.badge.ownHint}>
          {fill(words.badge.own, { models: names.join(", ") })}
        </span>
      )}
    </>
  );
}
