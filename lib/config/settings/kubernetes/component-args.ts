import { Finding, quote } from '../../../checks/check';
import { ARGUMENT_FORM, ARGUMENT_MANAGED, ARGUMENT_TWICE } from '../../../checks/kubernetes-checks';

/** Arguments of a component by their names, without the dashes. */
export type ComponentArgs = Readonly<Record<string, string>>;

/** A component that takes arguments of the user's. */
export interface Component {
  /** The component as people call it. */
  readonly name: string;
  /** The option that holds its arguments. */
  readonly option: string;
  /** Arguments for which Talos refuses another value. */
  readonly managed: ReadonlySet<string>;
  /** Arguments that the library has an option for, or that it counts on, and what to do instead. */
  readonly elsewhere: Readonly<Record<string, string>>;
}

/*
 * What Talos refuses: the merge policies of the static pods, of the kubelet and of kube-proxy, and the deny list of
 * etcd (internal/app/machined/pkg/controllers/k8s and .../system/services/etcd.go).
 */
export const API_SERVER: Component = {
  name: 'the API server',
  option: 'apiServerArgs',
  managed: new Set([
    'authorization-config',
    'client-ca-file',
    'encryption-provider-config',
    'etcd-cafile',
    'etcd-certfile',
    'etcd-keyfile',
    'etcd-servers',
    'kubelet-client-certificate',
    'kubelet-client-key',
    'proxy-client-cert-file',
    'proxy-client-key-file',
    'requestheader-client-ca-file',
    'service-account-key-file',
    'service-account-signing-key-file',
    'tls-cert-file',
    'tls-private-key-file',
  ]),
  elsewhere: {
    'secure-port': 'port 6443, on which the endpoint, KubePrism and the health checks count',
    'service-cluster-ip-range': 'the networks of services, among the networks of the cluster',
  },
};

export const CONTROLLER_MANAGER: Component = {
  name: 'the controller manager',
  option: 'controllerManagerArgs',
  managed: new Set([
    'authentication-kubeconfig',
    'authorization-kubeconfig',
    'cluster-signing-cert-file',
    'cluster-signing-key-file',
    'root-ca-file',
    'service-account-private-key-file',
  ]),
  elsewhere: {
    'allocate-node-cidrs': "'podCidrs' of 'network', of which every node is given a part",
    'cluster-cidr': "'podCidrs' of 'network'",
    'node-cidr-mask-size': "'nodeCidrMasks' of 'network'",
    'node-cidr-mask-size-ipv4': "'nodeCidrMasks' of 'network'",
    'node-cidr-mask-size-ipv6': "'nodeCidrMasks' of 'network'",
    'service-cluster-ip-range': "'serviceCidrs' of 'network'",
  },
};

export const SCHEDULER: Component = {
  name: 'the scheduler',
  option: 'schedulerArgs',
  managed: new Set(['authentication-kubeconfig', 'authorization-kubeconfig', 'kubeconfig']),
  elsewhere: { config: "'schedulerConfig'" },
};

export const ETCD: Component = {
  name: 'etcd',
  option: 'etcdArgs',
  managed: new Set([
    'auto-tls',
    'cert-file',
    'client-cert-auth',
    'data-dir',
    'key-file',
    'listen-client-urls',
    'listen-peer-urls',
    'name',
    'peer-auto-tls',
    'peer-cert-file',
    'peer-client-cert-auth',
    'peer-key-file',
    'peer-trusted-ca-file',
    'trusted-ca-file',
  ]),
  // Talos would take these, but by one value for every machine, which is right on one of them at most.
  elsewhere: {
    'advertise-client-urls': 'the addresses of the control plane machines in the networks of their pool',
    'initial-advertise-peer-urls': 'the addresses of the control plane machines in the networks of their pool',
    'initial-cluster': 'the control plane machines, which Talos adds to etcd one by one',
    'initial-cluster-state': 'Talos, which bootstraps etcd on one machine and lets the others join',
    'initial-cluster-token': 'the certificates of etcd, which keep the members of other clusters out',
  },
};

export const KUBE_PROXY: Component = {
  name: 'kube-proxy',
  option: 'kubeProxy.args',
  managed: new Set(['config', 'kubeconfig']),
  elsewhere: { 'proxy-mode': "'kubeProxy.mode'", 'feature-gates': "'featureGates' of 'kubernetes'" },
};

export const KUBELET: Component = {
  name: 'the kubelet',
  option: 'kubeletArgs',
  managed: new Set([
    'bootstrap-kubeconfig',
    'cert-dir',
    'config',
    'container-runtime',
    'container-runtime-endpoint',
    'kubeconfig',
  ]),
  elsewhere: {
    'cloud-provider': "'externalCloudProvider' of 'kubernetes', with which Talos sets it on every machine",
    'cluster-dns': "'kubeletClusterDns'",
    'feature-gates': "'featureGates' of 'kubernetes', or 'featureGates' in 'kubeletConfig' for these machines alone",
    'hostname-override': 'the names of the machines, which are the names of the nodes',
    'image-credential-provider-bin-dir': "'kubeletCredentialProviders'",
    'image-credential-provider-config': "'kubeletCredentialProviders'",
    'register-with-taints': "'nodeTaints' of the pool",
    'rotate-server-certificates': "'kubeletServingCertificates' of 'kubernetes'",
    'seccomp-default': "'kubeletSeccompByDefault'",
  },
};

const NAME = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i;

/** What is wrong with the arguments of a component; their values are the component's own affair. */
export function argumentFindings(component: Component, args: ComponentArgs): Finding[] {
  return Object.keys(args).flatMap((name) => {
    const given = `${quote(name)} in ${component.option}`;
    if (!NAME.test(name)) {
      const bare = bareName(name);
      return [
        ARGUMENT_FORM.finding({
          wrong: `${quote(name)} is not the name of an argument${name.startsWith('-') ? ': the dashes are written by Talos' : ''}`,
          given,
          allowed: `the name alone${bare === '' ? '' : `: ${quote(bare)}`}`,
          ...(bare === '' ? {} : { fix: `Write ${quote(bare)}.` }),
        }),
      ];
    }
    if (component.managed.has(name)) {
      return [
        ARGUMENT_MANAGED.finding({
          wrong: `Talos sets the argument ${quote(name)} of ${component.name} by itself, and refuses another value`,
          given,
          allowed: `the arguments of ${component.name} but ${[...component.managed].map(quote).join(', ')}`,
        }),
      ];
    }
    const instead = Object.hasOwn(component.elsewhere, name) ? component.elsewhere[name] : undefined;
    return instead === undefined
      ? []
      : [
          ARGUMENT_TWICE.finding({
            wrong: `the argument ${quote(name)} of ${component.name} is not set here`,
            given,
            allowed: instead,
            fix: `Leave the argument out; what decides is ${instead}.`,
          }),
        ];
  });
}

/** The name that was meant, as the manual has it; empty where that is not to be told. */
function bareName(name: string): string {
  const bare = name
    .replace(/^-+/, '')
    .replace(/[=\s].*$/, '')
    .replace(/_/g, '-');
  return NAME.test(bare) ? bare : '';
}

/** What is wrong with arguments that an option of their own writes as well. */
export function doubledFindings(
  component: Component,
  args: ComponentArgs | undefined,
  option: string,
  isWritten: (argument: string) => boolean,
): Finding[] {
  return Object.keys(args ?? {})
    .filter(isWritten)
    .map((name) =>
      ARGUMENT_TWICE.finding({
        wrong: `the argument ${quote(name)} of ${component.name} is given beside ${quote(option)}, which writes it`,
        given: `${quote(name)} in ${component.option}`,
        allowed: `${quote(option)}, or the argument`,
      }),
    );
}
