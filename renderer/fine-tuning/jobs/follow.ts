import { useEffect, useRef, useState } from "react";
import type { Diagnosis } from "../../../preload/contract/diagnosis.ts";
import type { OpenTuningJob, TuningJob } from "../../../preload/contract/tuning-jobs.ts";
import { useTuningJob } from "./state.ts";

/** What is shown of a job, or why it could not be read. */
interface Shown {
  open: OpenTuningJob | null;
  diagnosis: Diagnosis | null;
}

/**
 * Reads a job in full and again whenever there is news of it, one reading at a time: news that come meanwhile are read
 * afterwards, once. Gives how to have it read again, and how to leave it.
 */
export function followJob(id: string, show: (shown: Shown) => void): { read: () => void; leave: () => void } {
  let isLeft = false;
  let isReading = false;
  let isStale = false;
  const read = async () => {
    isStale = true;
    if (isReading) return;
    isReading = true;
    while (isStale && !isLeft) {
      isStale = false;
      const answer = await window.assay["tuningJobs.open"]({ id });
      if (isLeft) break;
      show(
        answer.ok
          ? { open: answer.data, diagnosis: null }
          : { open: null, diagnosis: answer.error.diagnosis },
      );
    }
    isReading = false;
  };
  const stop = window.assay.on("tuningJobs.news", (news) => {
    if (news.id === id) void read();
  });
  void read();
  return {
    read: () => void read(),
    leave: () => {
      isLeft = true;
      stop();
      void window.assay["tuningJobs.close"]({ id });
    },
  };
}

/** A job in full as long as it is shown, as it is in the list where that was read later. */
export function useOpenJob(id: string): Shown & { job: TuningJob | null; read: () => void } {
  const listed = useTuningJob(id);
  const [shown, setShown] = useState<Shown>({ open: null, diagnosis: null });
  const following = useRef<ReturnType<typeof followJob> | null>(null);
  useEffect(() => {
    // What was read before stays in view when reading it again fails.
    const follow = followJob(id, ({ open, diagnosis }) =>
      setShown((before) => ({ open: open ?? before.open, diagnosis })),
    );
    following.current = follow;
    return follow.leave;
  }, [id]);
  const opened = shown.open?.job ?? null;
  const isLater = listed !== null && (opened === null || listed.readAt > opened.readAt);
  const job = isLater ? listed : opened;
  const state = job?.state;
  const known = opened?.state;
  // What can be done with it, and what came of it, is told only of the whole.
  useEffect(() => {
    if (known !== undefined && state !== known) following.current?.read();
  }, [state, known]);
  return {
    open: shown.open && job ? { ...shown.open, job } : null,
    diagnosis: shown.diagnosis,
    job,
    read: () => following.current?.read(),
  };
}
