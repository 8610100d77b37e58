import "./home.css";
import {
  Box,
  ChevronRight,
  FlaskConical,
  ListChecks,
  type LucideIcon,
  MessageSquare,
  Plug,
  Route,
} from "lucide-react";
import { strings } from "../../preload/strings/en.ts";
import { trySandbox, useConnections } from "../connections/index.ts";
import { useConversations } from "../conversations/state.ts";
import { beginEvaluation } from "../evaluations/index.ts";
import { beginDraft, useDrafts } from "../guide/index.ts";
import { linkTo } from "../route.ts";
import { DiagnosisView } from "../ui/diagnosis.tsx";
import { Icon } from "../ui/icon.tsx";
import { ConnectionStates } from "./connection-states.tsx";
import { Onboarding } from "./onboarding.tsx";
import { Unfinished } from "./unfinished.tsx";
import { useFirstStart } from "./welcome.ts";

const recentCount = 5;
const words = strings.home;

/** The first screen: at first the way to connect, later the ways to begin, and where one left off. */
export function HomeScreen() {
  const isFirst = useFirstStart();
  if (isFirst === null) return <main className="screen" />;
  return (
    <main className="screen">
      {isFirst ? (
        <Onboarding />
      ) : (
        <div className="work scroll">
          <div className="home">
            <header>
              <h1>{words.title}</h1>
              <p className="muted">{words.text}</p>
            </header>
            <Ways />
            <Unfinished />
            <ConnectionStates />
            <Recent />
          </div>
        </div>
      )}
    </main>
  );
}

function Ways() {
  const { list, startingSandbox, sandboxDiagnosis } = useConnections();
  const draftDiagnosis = useDrafts(({ diagnosis }) => diagnosis);
  const diagnosis = sandboxDiagnosis ?? draftDiagnosis;
  return (
    <>
      <ul className="ways">
        <Way
          icon={Route}
          title={strings.guide.home.guide}
          text={strings.guide.home.guideText}
          onClick={() => void beginDraft("guide")}
        />
        <Way
          icon={Box}
          title={strings.guide.home.create}
          text={strings.guide.home.createText}
          onClick={() => void beginDraft("advanced")}
        />
        <Way
          icon={ListChecks}
          title={words.evaluate}
          text={words.evaluateText}
          onClick={() => void beginEvaluation()}
        />
        <Way
          icon={FlaskConical}
          title={words.trySandbox}
          text={startingSandbox ? words.startingSandbox : words.trySandboxText}
          isBusy={startingSandbox}
          onClick={() => void trySandbox()}
        />
        {list?.length === 0 && (
          <li>
            <a href={linkTo("integrations")}>
              <Icon of={Plug} size={20} />
              <span>
                <b>{strings.guide.home.connect}</b>
                <small>{words.useKeyText}</small>
              </span>
              <Icon of={ChevronRight} />
            </a>
          </li>
        )}
      </ul>
      {diagnosis && <DiagnosisView diagnosis={diagnosis} />}
    </>
  );
}

function Way(props: {
  icon: LucideIcon;
  title: string;
  text: string;
  isBusy?: boolean;
  onClick: () => void;
}) {
  const { icon, title, text, isBusy = false, onClick } = props;
  return (
    <li>
      <button type="button" onClick={onClick} disabled={isBusy}>
        <Icon of={icon} size={20} />
        <span>
          <b>{title}</b>
          <small>{text}</small>
        </span>
        <Icon of={ChevronRight} />
      </button>
    </li>
  );
}

function Recent() {
  const summaries = useConversations(({ summaries }) => summaries) ?? [];
  if (summaries.length === 0) return null;
  return (
    <section>
      <h2>{words.recent}</h2>
      <ul className="ways">
        {summaries.slice(0, recentCount).map(({ id, title, deployment }) => (
          <li key={id}>
            <a href={linkTo("chat", id)}>
              <Icon of={MessageSquare} size={20} />
              <span>
                <b dir="auto">{title}</b>
                <small>{deployment}</small>
              </span>
              <Icon of={ChevronRight} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
