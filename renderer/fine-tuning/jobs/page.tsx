/** A job: how it goes and what came of it. */
export const JobPage = (_props: { jobId: string }) => <div />;
