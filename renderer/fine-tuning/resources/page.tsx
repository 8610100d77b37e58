/** How full a resource is, and its files. */
export const ResourcePage = (_props: { connectionId: string }) => <div />;
