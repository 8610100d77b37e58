/** A job as it is prepared. */
export const PlanPage = (_props: { planId: string }) => <div />;
