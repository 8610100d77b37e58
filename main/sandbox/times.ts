/** When one answer was asked for and given, by the sandbox's own clock: milliseconds since the epoch, with fractions. */
export interface AnswerTimes {
  /** As the answer's headers name it. */
  requestId: string;
  deployment: string;
  asked: number;
  /** The first and the last piece that carried a token; null as long as none has left. */
  first: number | null;
  last: number | null;
  /** How many pieces with tokens have left. */
  pieces: number;
  /** Everything had left; null as long as it has not. */
  ended: number | null;
}

/** The times of the newest answers. */
export interface Times {
  /** Begins with an answer that is asked for now. */
  begin(deployment: string): Omit<AnswerTimes, "requestId">;
  /** Keeps it under the name that its headers carry. */
  keep(requestId: string, times: Omit<AnswerTimes, "requestId">): void;
  all(): AnswerTimes[];
}

/** Answers whose times are kept. */
const most = 1_000;

/** The time now, in milliseconds since the epoch, by a clock that is never set. */
export const clock = (): number => performance.timeOrigin + performance.now();

/** Nothing has been answered yet. */
export function createTimes(): Times {
  const kept: AnswerTimes[] = [];
  return {
    begin: (deployment) => ({ deployment, asked: clock(), first: null, last: null, pieces: 0, ended: null }),
    keep: (requestId, times) => {
      // The same object goes on changing while the answer leaves.
      kept.push(Object.assign(times, { requestId }));
      if (kept.length > most) kept.shift();
    },
    all: () => kept,
  };
}
