/** A trial of checkpoints. */
export const TrialPage = (_props: { trialId: string }) => <div />;
