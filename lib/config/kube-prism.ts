/** Where every node answers for the Kubernetes API (KubePrism), Talos's default; no other machine reaches it there. */
export const KUBE_PRISM = { host: 'localhost', port: 7445 } as const;
