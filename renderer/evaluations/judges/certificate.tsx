import type { JudgeCertificate, JudgeTrust } from "../../../preload/contract/judges.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { judgeCertificates as words } from "../../../preload/strings/judge-certificates.ts";
import { Facts } from "../../ui/card-part.tsx";
import { Recalls } from "./recalls.tsx";
import { agreementText, dayText, estimateText, findingText, shareText } from "./words.ts";

const looks: Record<JudgeTrust, string> = { trust: "ok", care: "warn", distrust: "danger" };
const order: JudgeTrust[] = ["distrust", "care", "trust"];

/** What was measured of a judge: what it is good for and what not, the numbers, and how they were judged. */
export function Certificate({ certificate }: { certificate: JudgeCertificate }) {
  const { findings, measurement, measuredAt, evaluationName, deployment, model, version, hash } = certificate;
  const modelName = model ?? words.modelUnknown;
  const named = version === null ? modelName : fill(words.modelVersion, { model: modelName, version });
  return (
    <div className="judge-certificate">
      <ul className="judge-findings" aria-label={words.good}>
        {order.flatMap((trust) =>
          findings
            .filter(({ weighs }) => weighs === trust)
            .map((finding) => (
              <li key={`${finding.code} ${finding.parameters.label ?? ""}`}>
                <span className={`status ${looks[trust]}`}>
                  <span className="unseen">{words.weighs[trust]}: </span>
                  {findingText(finding, measurement.form)}
                </span>
              </li>
            )),
        )}
      </ul>
      <p className="muted small" dir="auto">
        {fill(words.holds, {
          date: dayText(measuredAt),
          evaluation: evaluationName,
          rows: measurement.rows.toLocaleString(),
        })}
        {" · "}
        {fill(words.modelLine, { deployment, model: named })}
      </p>
      <Recalls form={measurement.form} agreement={measurement.agreement} />
      <details>
        <summary className="small">{words.details.title}</summary>
        <Numbers certificate={certificate} />
        <p className="muted small judge-hash">{fill(words.hash, { hash })}</p>
      </details>
      <details>
        <summary className="small">{words.rules.title}</summary>
        <ul className="small judge-rules">
          {words.rules.all.map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ul>
      </details>
    </div>
  );
}

function Numbers({ certificate: { measurement } }: { certificate: JudgeCertificate }) {
  const { form, consistency, position, agreement, ceiling, length } = measurement;
  const named = words.details;
  return (
    <Facts
      facts={[
        [named.consistency, consistency ? shareText(consistency.same) : named.unknown],
        consistency?.kappa ? [named.consistencyKappa, estimateText(consistency.kappa)] : null,
        position ? [named.bias, estimateText(position.bias, true)] : null,
        position ? [named.flips, shareText(position.flips)] : null,
        [
          agreement?.isWeighted ? named.kappaWeighted : named.kappa,
          agreement?.kappa ? agreementText(agreement.kappa) : named.unknown,
        ],
        agreement?.ac1 ? [named.ac1, agreementText(agreement.ac1)] : null,
        agreement ? [named.raw, shareText(agreement.raw)] : null,
        agreement ? [named.constant, shareText(agreement.constant)] : null,
        agreement?.fromVotes ? [named.fromVotes, agreement.fromVotes.toLocaleString()] : null,
        [named.ceiling, ceiling ? shareText(ceiling) : named.ceilingUnknown],
        [
          form === "pair" ? named.lengthPair : named.length,
          length ? estimateText(length.judge) : named.unknown,
        ],
        length?.person ? [named.lengthPerson, estimateText(length.person)] : null,
      ]}
    />
  );
}
