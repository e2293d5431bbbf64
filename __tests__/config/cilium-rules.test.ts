import { Lazy } from 'cdktf';
import { CiliumChart } from '../../lib/config/cilium/cilium-chart';
import { CiliumHubble, CiliumIpam, CiliumRouting } from '../../lib/config/cilium/cilium-choices';
import { CiliumOptions } from '../../lib/config/cilium/cilium-options';
import { Cni } from '../../lib/config/cni';
import { HelmValues } from '../../lib/config/helm-chart';
import { failureOf, told } from '../support/failure';

const CHART = CiliumChart.release('1.18.4');

function failure(values: HelmValues, options: CiliumOptions = {}): string {
  return failureOf(() => Cni.cilium(CHART, { ...options, values }));
}

function taken(values: HelmValues, options: CiliumOptions = {}): void {
  expect(Cni.cilium(CHART, { ...options, values }).chart).toBeDefined();
}

const SOCKETS =
  'Cilium has to reach the Kubernetes API by KubePrism, which every machine has before it has a pod network';
const MODULES = 'Talos gives the capability SYS_MODULE to no pod, and the containers of Cilium would not start';
const WITHOUT_MODULES = "a list of capabilities without 'SYS_MODULE', which is in the chart's own";
const CGROUPS = 'Cilium would mount cgroups by entering the host, where Talos has mounted them already';
const PROXY = 'with this value services are left to kube-proxy, and a cluster with Cilium runs none';
const IPAM = 'the value contradicts the option ipam, and pods might not have the addresses that the cluster expects';
const ROUTING = 'the value contradicts the option routing, by which the native networks are filled in';
const CAPABILITIES = 'securityContext.capabilities';
const DEFAULT = "nothing, which means the chart's own default";

describe('values that Cilium cannot run with on Talos', () => {
  const agent = (list: HelmValues[string]): HelmValues => ({
    securityContext: { capabilities: { ciliumAgent: list } },
  });

  test.each<[HelmValues, string, string, string]>([
    [{ kubeProxyReplacement: false }, PROXY, 'kubeProxyReplacement: false', 'true'],
    [{ kubeProxyReplacement: 'disabled' }, PROXY, "kubeProxyReplacement: 'disabled'", 'true'],
    [{ kubeProxyReplacement: null }, PROXY, `kubeProxyReplacement: ${DEFAULT}`, 'true'],
    [{ k8sServiceHost: '10.0.0.10' }, SOCKETS, "k8sServiceHost: '10.0.0.10'", "'localhost'"],
    [
      { k8sServicePort: 6443 },
      'KubePrism, by which Cilium reaches the Kubernetes API, listens on port 7445',
      'k8sServicePort: 6443',
      '7445',
    ],
    [
      { k8sServiceHostRef: { name: 'api' } },
      'Cilium would take the address of the Kubernetes API from a ConfigMap instead of KubePrism',
      "k8sServiceHostRef.name: 'api'",
      'no k8sServiceHostRef',
    ],
    [{ cgroup: { autoMount: { enabled: true } } }, CGROUPS, 'cgroup.autoMount.enabled: true', 'false'],
    [{ cgroup: null }, CGROUPS, `cgroup.autoMount.enabled: ${DEFAULT}`, 'false'],
    [
      { cgroup: { hostRoot: '/run/cilium/cgroupv2' } },
      'Talos has its cgroups elsewhere',
      "cgroup.hostRoot: '/run/cilium/cgroupv2'",
      "'/sys/fs/cgroup'",
    ],
    [
      agent(['NET_ADMIN', 'SYS_MODULE']),
      MODULES,
      `${CAPABILITIES}.ciliumAgent: ["NET_ADMIN","SYS_MODULE"]`,
      WITHOUT_MODULES,
    ],
    [agent(null), MODULES, `${CAPABILITIES}.ciliumAgent: ${DEFAULT}`, WITHOUT_MODULES],
    [
      { securityContext: { capabilities: { cleanCiliumState: ['SYS_MODULE'] } } },
      MODULES,
      `${CAPABILITIES}.cleanCiliumState: ["SYS_MODULE"]`,
      WITHOUT_MODULES,
    ],
    [
      { nodeinit: { enabled: true } },
      'node-init runs shell scripts on the host, and a Talos host has no shell',
      'nodeinit.enabled: true',
      'false',
    ],
    [
      { namespaceOverride: 'cilium' },
      "Talos's pod security admits Cilium in the namespace kube-system alone",
      "namespaceOverride: 'cilium'",
      "'kube-system'",
    ],
    [{ ipam: { mode: 'cluster-pool' } }, IPAM, "ipam.mode: 'cluster-pool'", "'kubernetes'"],
    [
      { eni: { enabled: true } },
      'pods would get addresses of the VPC, for which machines have neither the permissions nor the pod networks',
      'eni.enabled: true',
      'false',
    ],
    [{ routingMode: 'native' }, ROUTING, "routingMode: 'native'", "'tunnel'"],
    // To a template, any text but the empty one is a yes.
    [
      { nodeinit: { enabled: 'false' } },
      'node-init runs shell scripts on the host, and a Talos host has no shell',
      "nodeinit.enabled: 'false'",
      'false',
    ],
  ])('fails with %j', (values, wrong, given, allowed) => {
    expect(failure(values)).toContain(`${told('TALOS362', wrong, given, allowed)}\n  do:      `);
  });

  test('names the way to keep kube-proxy, and the options that say the same', () => {
    expect(failure({ kubeProxyReplacement: false })).toContain('use Cni.manifest, which keeps kube-proxy.');
    expect(failure({ ipam: { mode: 'multi-pool' } })).toContain('CiliumIpam.clusterPool(cidrs)');
    expect(failure({ routingMode: 'native' })).toContain('CiliumRouting.tunnel(), .nativeOnOneSegment()');
    expect(failure({ nodeinit: { enabled: true } })).toContain('do:      Drop the value.');
  });

  test('leaves alone what says the same, and what is of no matter', () => {
    taken({ kubeProxyReplacement: 'true', k8sServiceHost: '127.0.0.1', k8sServicePort: '7445' });
    taken({ cgroup: { hostRoot: '/sys/fs/cgroup' }, nodeinit: { enabled: false }, namespaceOverride: 'kube-system' });
    taken({ ipam: { mode: 'cluster-pool' } }, { ipam: CiliumIpam.clusterPool(['10.1.0.0/16']) });
    taken({ routingMode: 'native' }, { routing: CiliumRouting.nativeByNetwork() });
    taken({ k8sServiceHostRef: { name: null }, debug: { enabled: true } });
    taken({ encryption: { nodeEncryption: true } }, { wireGuard: true });
  });
});

describe('values that render otherwise at each plan', () => {
  const CERTIFICATES = 'Helm would make new certificates at every plan, and every plan would change all control planes';
  const auto = (method: string | null): HelmValues => ({ tls: { auto: { method } } });

  test.each<[HelmValues, CiliumOptions, string]>([
    [{ hubble: { enabled: true, ...auto('helm') } }, {}, "hubble.tls.auto.method: 'helm'"],
    [{ hubble: auto(null) }, { hubble: CiliumHubble.withRelay() }, `hubble.tls.auto.method: ${DEFAULT}`],
    [{ hubble: { enabled: 'true', ...auto('helm') } }, {}, "hubble.tls.auto.method: 'helm'"],
  ])('fails with %j', (values, options, given) => {
    expect(failure(values, options)).toContain(
      told('TALOS363', CERTIFICATES, given, "'cronJob' or 'certmanager'\n  do:      Drop the value"),
    );
  });

  test.each<[HelmValues, string]>([
    [{ clustermesh: { useAPIServer: true } }, DEFAULT],
    [{ clustermesh: { useAPIServer: true, apiserver: auto('helm') } }, "'helm'"],
  ])('fails with %j, of which nothing can be dropped', (values, given) => {
    const path = 'clustermesh.apiserver.tls.auto.method';
    const todo = `'cronJob' or 'certmanager'\n  do:      Set '${path}' to 'cronJob'.`;
    expect(failure(values)).toContain(told('TALOS363', CERTIFICATES, `${path}: ${given}`, todo));
  });

  test('leaves alone certificates from elsewhere, and Hubble where it is off', () => {
    taken({ hubble: { enabled: true } });
    taken({ hubble: { enabled: true, ...auto('certmanager') } });
    taken({ hubble: { enabled: true, tls: { auto: { enabled: false } } } });
    taken({ hubble: { enabled: true, tls: { enabled: false, auto: { method: 'helm' } } } });
    taken({ hubble: auto('helm') });
    taken({ clustermesh: { useAPIServer: true, apiserver: auto('cronJob') } });
  });
});

describe('values that do not belong into a state', () => {
  test.each([
    ['tls.ca.key', { tls: { ca: { key: 'c2VjcmV0' } } }],
    ['hubble.tls.server.key', { hubble: { tls: { server: { key: 'c2VjcmV0' } } } }],
    ['hubble.relay.tls.client.key', { hubble: { relay: { tls: { client: { key: 'c2VjcmV0' } } } } }],
    ['clustermesh.apiserver.tls.remote.key', { clustermesh: { apiserver: { tls: { remote: { key: 'c2VjcmV0' } } } } }],
  ])('fails with %s, and does not repeat it', (path, values) => {
    const said = failure(values);
    expect(said).toContain(
      told(
        'TALOS364',
        'a private key in the values would stand readable in the state, in plans and in the machine configuration',
        `a text at ${path}`,
        'certificates that are made in the cluster, or the name of a secret there (existingSecret)',
      ),
    );
    expect(said).not.toContain('c2VjcmV0');
  });

  test('leaves alone certificates without their keys', () => {
    taken({ tls: { ca: { cert: 'cHVibGlj', key: '' } }, hubble: { tls: { server: { existingSecret: 'hubble' } } } });
  });
});

describe('references in values', () => {
  const TEXT = Lazy.stringValue({ produce: () => 'a' });

  test.each<[string, HelmValues]>([
    ['cluster.name', { cluster: { name: TEXT } }],
    ['cluster.id', { cluster: { id: Lazy.numberValue({ produce: () => 1 }) } }],
    ['hosts.0', { hosts: [TEXT] }],
    ['hosts.0', { hosts: Lazy.listValue({ produce: () => ['a'] }) }],
    ['a name', { [TEXT]: true }],
  ])('fails with one at %s', (given, values) => {
    expect(failure(values)).toContain(
      told(
        'TALOS365',
        "a chart's values hold a reference, whose value is known only when Terraform runs",
        given,
        'values that are known at synthesis\n  do:      Give the value itself, or render the chart with a data source',
      ),
    );
  });

  test('leaves alone what only looks like one', () => {
    taken({ extraConfig: { text: '${HOME} $${x} %{y}', number: -1 } });
  });
});
