import { answersText } from "../../preload/answers-text.ts";
import type { Connection } from "../../preload/contract/connections.ts";
import type { Deployment, DeploymentList } from "../../preload/contract/deployments.ts";
import type { Diagnosis, DiagnosisCode } from "../../preload/contract/diagnosis.ts";
import type { RegisteredModel } from "../../preload/contract/models.ts";
import type { Reading } from "../deployments/deployments.ts";
import { diagnosisOf } from "../foundry/error.ts";
import type { StoredModel } from "./rows.ts";

export type State = Pick<RegisteredModel, "state" | "diagnosis" | "foundAt">;

/** What is known about where a model points. */
export interface Place {
  connection: Connection;
  reading: Reading;
  /** Whether the deployment has ever answered. */
  hasAnswered: boolean;
}

/** A connection with the list that was read of it last. */
export interface Elsewhere {
  connection: Connection;
  list: DeploymentList;
}

/** What has become of a model's deployment, from the lists that were read last. `place` is null where its connection is not here. */
export function stateOf(model: StoredModel, place: Place | null, others: Elsewhere[]): State {
  if (place === null) {
    const { name, endpoint } = model.connection;
    return {
      ...wrong("unreachable", "connection_gone", { connection: name, endpoint }),
      foundAt: find(model, others)?.connection.id ?? null,
    };
  }
  const { connection, reading } = place;
  const missing = keyProblem(connection);
  if (missing) return wrong("unreachable", missing);
  if (reading.diagnosis) return because("unreachable", reading.diagnosis);
  const { list } = reading;
  if (list === null) return nothingWrong("unread");
  const deployment = list.deployments.find(({ name }) => name === model.deployment);
  return deployment ? listed(model, connection, deployment) : unlisted(model, place, list, others);
}

function listed(model: StoredModel, connection: Connection, deployment: Deployment): State {
  const { chat, status } = deployment;
  const names = { deployment: deployment.name, connection: connection.name };
  if (!answersText(deployment)) {
    return !chat.usable && chat.reason === "status"
      ? wrong("failed", "deployment_failed", { ...names, status })
      : wrong("failed", "not_a_chat_model", names);
  }
  const [before, now] = [model.known.model, deployment.model];
  return before !== null && now !== null && before !== now
    ? wrong("moved", "deployment_replaced", { ...names, before, now })
    : nothingWrong("ready");
}

/** A list that is not whole proves nothing, and neither does one that never had what answers all the same. */
function unlisted(model: StoredModel, place: Place, list: DeploymentList, others: Elsewhere[]): State {
  const { connection, hasAnswered } = place;
  const names = { deployment: model.deployment, connection: connection.name };
  const broken = list.routes.find(
    ({ answered, diagnosis }) => diagnosis && (answered || diagnosis.retryable),
  );
  if (broken?.diagnosis) return because("unreachable", broken.diagnosis);
  if (!list.routes.some(({ answered }) => answered)) return nothingWrong("unread");
  if (model.known.readAt === null && hasAnswered) return nothingWrong("ready");
  const other = find(model, others);
  if (!other) return wrong("gone", "deployment_gone", names);
  return {
    ...wrong("moved", "deployment_moved", { ...names, other: other.connection.name }),
    foundAt: other.connection.id,
  };
}

/** Another connection that has a deployment of the same name and, where it is known, the same model. */
function find({ deployment, connectionId, known }: StoredModel, others: Elsewhere[]): Elsewhere | undefined {
  const isSame = (one: Deployment) =>
    one.name === deployment && answersText(one) && (known.model === null || known.model === one.model);
  return others.find(
    ({ connection, list }) => connection.id !== connectionId && list.deployments.some(isSame),
  );
}

function keyProblem({ key, kind }: Connection): DiagnosisCode | null {
  if (key === "unreadable") return "key_unreadable";
  if (key !== "missing") return null;
  return kind === "oauth" ? "sign_in_expired" : "key_missing";
}

const nothingWrong = (state: State["state"]): State => ({ state, diagnosis: null, foundAt: null });
const because = (state: State["state"], diagnosis: Diagnosis): State => ({ state, diagnosis, foundAt: null });
const wrong = (state: State["state"], code: DiagnosisCode, names: Record<string, string> = {}): State =>
  because(state, diagnosisOf(code, names));
