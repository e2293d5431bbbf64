import { ConfigPatch } from '../../config-patch';

/**
 * Where etcd tells its metrics, over plain HTTP on port 2381.
 *
 * Nothing of the data can be read by it. Talos before 1.14 tells them nowhere; its own port there is 2383.
 */
export class EtcdMetrics {
  /** To what runs on the machine itself, such as a collector on the host network. */
  static onLoopback(): EtcdMetrics {
    return new EtcdMetrics('http://127.0.0.1:2381');
  }

  /** To everything that reaches a control plane machine on port 2381: mind the firewall. */
  static onEveryAddress(): EtcdMetrics {
    return new EtcdMetrics('http://0.0.0.0:2381');
  }

  private constructor(private readonly url: string) {}

  /** The argument of etcd. */
  get patch(): ConfigPatch {
    return ConfigPatch.merge({ cluster: { etcd: { extraArgs: { 'listen-metrics-urls': this.url } } } });
  }
}
