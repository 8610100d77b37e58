import { Box, Grid3x3, MessageSquare, X } from "lucide-react";
import { answersText } from "../../preload/answers-text.ts";
import type { Deployment } from "../../preload/contract/deployments.ts";
import type { DialectName } from "../../preload/contract/dialects.ts";
import { askedText, dialects } from "../../preload/strings/dialects.ts";
import { embeddings } from "../../preload/strings/embeddings.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { Composer, send } from "../chat/index.ts";
import { openBench } from "../embeddings/index.ts";
import { beginModel } from "../models/index.ts";
import { PriceButton, usePriceText } from "../prices/index.ts";
import { linkTo } from "../route.ts";
import { capabilityText } from "../targets/capabilities.ts";
import { makesEmbeddings } from "../targets/embeddings.ts";
import { Icon } from "../ui/icon.tsx";
import { ApiChoice } from "./api-choice.tsx";
import { StatusWord } from "./status.tsx";
import { whyNot } from "./why-not.ts";

const words = strings.deployments;

/** What is spoken, where it is the API of answers. */
const dialectOf = ({ what }: Deployment["speaks"]) => (what in dialects ? (what as DialectName) : null);

/** One deployment: its facts, and either a first message to it or why that cannot be. */
export function DeploymentDetails(props: {
  connectionId: string;
  deployment: Deployment;
  onClose: () => void;
}) {
  const { connectionId, deployment, onClose } = props;
  const {
    name,
    model,
    version,
    publisher,
    sku,
    capacity,
    capabilities,
    status,
    chat,
    speaks,
    listedBy,
    disagreements,
    route,
  } = deployment;
  const routeText = route ? askedText(dialectOf(speaks), route) : words.chatRouteUnknown;
  const facts: [string, string | null][] = [
    [words.columns.model, model],
    [words.columns.version, version],
    [words.columns.publisher, publisher],
    [words.columns.type, sku],
    [words.capacity, capacity === null ? null : String(capacity)],
    [words.columns.capabilities, capabilities.map(capabilityText).join(", ") || null],
    [words.listedBy, listedBy.map((list) => words.routes[list]).join(", ")],
    [strings.prices.fact, usePriceText(connectionId, name, speaks.what)],
    ...(chat.usable || route ? [[words.chatRoute, routeText] satisfies [string, string | null]] : []),
  ];
  return (
    <aside className="pane details" aria-label={fill(words.details, { name })}>
      <div className="bar">
        <h2 className="grow clip selectable">{name}</h2>
        <button type="button" className="button quiet square" aria-label={words.close} onClick={onClose}>
          <Icon of={X} />
        </button>
      </div>
      <div className="scroll details-facts">
        <StatusWord status={status} />
        {chat.usable ? (
          <>
            <a className="button" href={linkTo("chat")}>
              <Icon of={MessageSquare} />
              {words.openChat}
            </a>
            {answersText(deployment) && (
              <button
                type="button"
                className="button"
                onClick={() => beginModel({ connectionId, deployment: name })}
              >
                <Icon of={Box} />
                {strings.models.registerDeployment}
              </button>
            )}
          </>
        ) : (
          <p className="note">{whyNot(deployment)}</p>
        )}
        {makesEmbeddings(deployment) && (
          <button type="button" className="button" onClick={() => void openBench(connectionId, name)}>
            <Icon of={Grid3x3} />
            {embeddings.open}
          </button>
        )}
        {disagreements.map(({ field, values }) => (
          <p key={field} className="note warn">
            {fill(words.disagreement, {
              field: words.columns[field === "sku" ? "type" : field],
              values: values
                .map(({ value, route }) => fill(words.saidBy, { value, route: words.routes[route] }))
                .join(", "),
            })}
          </p>
        ))}
        <ApiChoice connectionId={connectionId} deployment={deployment} />
        <dl className="facts">
          {facts.map(([fact, value]) => (
            <div key={fact} className="fact">
              <dt>{fact}</dt>
              <dd className={value === null ? "muted" : undefined}>{value ?? words.notGiven}</dd>
            </div>
          ))}
        </dl>
        <PriceButton connectionId={connectionId} deployment={name} />
      </div>
      {chat.usable && (
        <Composer
          label={fill(strings.chat.messageTo, { name })}
          onSend={(text) => send({ conversationId: null, connectionId, deployment: name, text })}
        />
      )}
    </aside>
  );
}
