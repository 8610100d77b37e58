/** The ledger of tuned deployments. */
export const DeploymentsPage = () => <div />;
