import { NodeRole, PORTS, PortCaller, PortFeature, portsFor } from '../../lib/config/ports';

function told(listener: NodeRole, caller: PortCaller, features: readonly PortFeature[] = []): string[] {
  return portsFor({ listener, caller, features }).map(({ name, from, to, protocol }) =>
    from === to ? `${name} ${String(from)}/${protocol}` : `${name} ${String(from)}-${String(to)}/${protocol}`,
  );
}

describe('the port table', () => {
  test('opens etcd to control plane machines alone', () => {
    const callers = PORTS.filter(({ name }) => name === 'etcd').flatMap((port) => port.callers);
    expect(callers).toEqual(['control-plane']);
  });

  test('lets workers reach the Kubernetes API, trustd and kubelets of the control plane', () => {
    expect(told('control-plane', 'worker')).toEqual([
      'kubernetes-api 6443/tcp',
      'trustd 50001/tcp',
      'kubelet 10250/tcp',
    ]);
  });

  test('lets control plane machines reach each other', () => {
    expect(told('control-plane', 'control-plane')).toEqual([
      'kubernetes-api 6443/tcp',
      'talos-api 50000/tcp',
      'etcd 2379-2380/tcp',
      'kubelet 10250/tcp',
    ]);
  });

  test('lets a load balancer reach the two APIs of the control plane, and no worker', () => {
    expect(told('control-plane', 'load-balancer')).toEqual(['kubernetes-api 6443/tcp', 'talos-api 50000/tcp']);
    expect(told('worker', 'load-balancer')).toEqual([]);
  });

  test('opens ports of a pod network only where it is in use', () => {
    expect(told('worker', 'worker')).toEqual(['kubelet 10250/tcp']);
    expect(told('worker', 'worker', ['flannel'])).toEqual(['kubelet 10250/tcp', 'flannel-vxlan 4789/udp']);
    expect(told('worker', 'worker', ['cilium', 'cilium-wireguard'])).toContain('cilium-wireguard 51871/udp');
  });

  test('lets pods reach the Kubernetes API and kubelets, and the Talos API where they have access', () => {
    expect(told('control-plane', 'pod')).toEqual(['kubernetes-api 6443/tcp', 'kubelet 10250/tcp']);
    expect(told('worker', 'pod', ['talos-api-access'])).toEqual(['kubelet 10250/tcp']);
    for (const caller of ['pod', 'worker'] as const) {
      expect(told('control-plane', caller, ['talos-api-access'])).toContain('talos-api-from-pods 50000/tcp');
    }
  });

  test('opens no node ports', () => {
    expect(PORTS.filter(({ from, to }) => from <= 32_767 && to >= 30_000)).toEqual([]);
  });

  test('has one entry for a name and a listener', () => {
    const keys = PORTS.flatMap(({ name, listeners }) => listeners.map((listener) => `${name} ${listener}`));
    expect(new Set(keys).size).toBe(keys.length);
  });

  test.each(PORTS)('gives a reason that EC2 takes as a description: $reason', ({ reason }) => {
    expect(reason).toMatch(/^[A-Za-z0-9. _:/()#,@[\]+=&;{}!$*-]{1,200}$/);
  });

  test.each(PORTS)('has a proper range: $name', ({ protocol, from, to }) => {
    if (protocol !== 'icmp') expect(from >= 1 && from <= to && to <= 65_535).toBe(true);
  });
});
