import type { TunedDeployment } from "../../../preload/contract/tuned-models.ts";
import { fill } from "../../../preload/strings/fill.ts";
import { tunedModels as words } from "../../../preload/strings/tuned-models.ts";
import { tunedNotices as notices } from "../../../preload/strings/tuned-notices.ts";
import type { Clock } from "./clock.ts";
import type { DeploymentStore, StoredDeployment } from "./deployments-store.ts";
import type { ModelFacts, Notify } from "./facts.ts";
import { nextTurn, warningsOf } from "./ledger.ts";
import { isUnderWay } from "./noticing.ts";

interface AlarmParts {
  store: DeploymentStore;
  factsOf(model: string): ModelFacts;
  told(row: StoredDeployment): TunedDeployment;
  clock: Clock;
  notify: Notify;
  /** Reads in Azure what there is. */
  refresh(): Promise<void>;
  changed(): void;
}

/** What changes by time alone: warnings begin, deployments end. */
export interface Alarm {
  /** Sets one timer for whatever is due next; none where nothing is there. */
  set(): void;
  /** Tells of what the person should know in time, each thing once. */
  warn(): void;
  /** Something may be due. */
  ring(): void;
  close(): void;
}

/** The longest that a timer is set to: what is due later is looked at again. */
const longest = 12 * 3_600_000;

/** Rings when the next deployment is to be warned of, or ends. */
export function createAlarm({ store, factsOf, told, clock, notify, refresh, changed }: AlarmParts): Alarm {
  let timer: NodeJS.Timeout | undefined;

  const warn = () => {
    for (const row of store.list()) {
      const now = warningsOf(row, factsOf(row.model).deploymentsEnd, clock.now());
      const news = now.filter((warning) => !row.warned.includes(warning));
      if (news.length === 0) continue;
      store.change(row.id, { warned: [...row.warned, ...news] });
      const text = news.map((warning) => words.warnings[warning]).join(" ");
      notify({ title: fill(notices.warning, { deployment: row.deployment }), text, shown: "deployments" });
    }
  };
  const hasEnded = (row: StoredDeployment) =>
    !isUnderWay(row) && (told(row).endsAt ?? Number.POSITIVE_INFINITY) <= clock.now();
  const ring = () => {
    warn();
    if (store.list().some(hasEnded)) void refresh();
    changed();
  };

  return {
    warn,
    ring,
    set: () => {
      clearTimeout(timer);
      const now = clock.now();
      const turns = store
        .list()
        .flatMap((row) => nextTurn(row, factsOf(row.model).deploymentsEnd, now) ?? []);
      if (turns.length === 0) return;
      timer = setTimeout(ring, Math.min(Math.min(...turns) - now + 1000, longest));
      timer.unref();
    },
    close: () => clearTimeout(timer),
  };
}
