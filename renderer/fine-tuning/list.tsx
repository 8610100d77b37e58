/** Plans, jobs, and the ways to deployments and resources. */
export const TuningList = (_props: { shown: string | null }) => <aside className="pane" />;
