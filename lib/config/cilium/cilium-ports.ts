import { Finding, quote } from '../../checks/check';
import { CILIUM_VALUE } from '../../checks/cni-checks';
import { HelmValues, isOff, valueAt } from '../helm-chart';
import { CiliumRule, brokenRules, isAbsent } from './cilium-rules';

/** Ports that machines of a cluster with Cilium reach each other on, as the library's table has them. */
export const CILIUM_PORTS = { tunnel: 8472, health: 4240, hubble: 4244 } as const;

const FIX = 'Drop the value, or render the chart yourself, and use Cni.manifest with rules of yours for its ports.';

/** Values that move Cilium to where the packet filters of the cluster do not let its machines through to each other. */
export function portFindings(values: HelmValues): Finding[] {
  return brokenRules(values, RULES).map((mistake) => CILIUM_VALUE.finding({ fix: FIX, ...mistake }));
}

const RULES: readonly CiliumRule[] = [
  {
    path: 'tunnelProtocol',
    isRight: (value) => isAbsent(value) || value === 'vxlan',
    wrong: 'the library opens the port of VXLAN between machines, and of no other tunnel',
    allowed: "'vxlan'",
  },
  port('tunnelPort', CILIUM_PORTS.tunnel, "Cilium's tunnels"),
  port('healthPort', CILIUM_PORTS.health, "Cilium's health checks"),
  port('hubble.peerService.targetPort', CILIUM_PORTS.hubble, 'Hubble'),
  {
    path: 'hubble.listenAddress',
    isRight: (value) =>
      isAbsent(value) || (typeof value === 'string' && value.endsWith(`:${String(CILIUM_PORTS.hubble)}`)),
    wrong: `the library opens port ${String(CILIUM_PORTS.hubble)} between machines for Hubble, and no other`,
    allowed: quote(`:${String(CILIUM_PORTS.hubble)}`),
  },
  {
    path: 'encryption.type',
    isMeant: (values) => !isOff(valueAt(values, 'encryption.enabled')),
    isRight: (value) => value === 'wireguard',
    wrong: 'the library opens the port of WireGuard between machines, and nothing for other ways to encrypt',
    allowed: "'wireguard'",
    fix: 'Say it by the option: wireGuard: true.',
  },
];

function port(path: string, number: number, what: string): CiliumRule {
  return {
    path,
    isRight: (value) => isOff(value) || value === number || value === String(number),
    wrong: `the library opens port ${String(number)} between machines for ${what}, and no other`,
    allowed: String(number),
  };
}
